#include <algorithm>

#include "fuzz/checks.h"
#include "picture/open.h"
#include "picture/png.h"

namespace atelier::fuzz {

std::string checkImage(Bytes bytes) {
  picture::Limits limits;
  limits.pixels = 1'000'000;  // to think of more inputs in the same time
  limits.memory = 16U << 20U;
  std::string error;
  const auto opened = picture::open(bytes, error, limits);
  if (!opened) return error.ends_with('.') ? "" : "A picture is refused without a sentence.";
  const sketch::Picture& picture = opened->picture;
  const int longer = std::max(picture.width, picture.height);
  if (std::min(picture.width, picture.height) < 1 || longer > picture::Opened::kSide)
    return "A picture has a wrong size.";
  const auto count = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  if (picture.greys.size() != count) return "A picture has not as many bytes as it says.";
  const auto again = picture::open(bytes, error, limits);
  if (!again || again->picture != picture) return "The same bytes are another picture when they are opened again.";
  const auto saved = picture::writeDrawing(picture.greys, picture.width, picture.height);
  const auto back = picture::open(saved, error, limits);
  return back && back->picture == picture ? "" : "A picture that was saved is not opened as it was: " + error;
}

}  // namespace atelier::fuzz
