#include "worker/picture_files.h"

#include <utility>

#include "picture/open.h"
#include "picture/png.h"
#include "sketch/acts.h"

namespace atelier::worker {

bool openPicture(const protocol::OpenPicture& file, std::deque<protocol::Event>& events, std::string& error) {
  auto opened = picture::open(file.bulk, error);
  if (!opened) return false;
  sketch::Picture& picture = opened->picture;
  events.emplace_back(protocol::OpenedPicture{opened->isDrawing, picture.width, picture.height, std::move(opened->note),
                                              std::move(picture.greys)});
  return true;
}

bool saveDrawing(const protocol::SaveDrawing& drawing, std::deque<protocol::Event>& events, std::string& error) {
  constexpr std::size_t kPixels = std::size_t{sketch::kPadSide} * sketch::kPadSide;
  if (drawing.bulk.size() != kPixels) {
    error = "saveDrawing: the drawing must be " + std::to_string(kPixels) + " bytes.";
    return false;
  }
  events.emplace_back(protocol::DrawingFile{picture::writeDrawing(drawing.bulk, sketch::kPadSide, sketch::kPadSide)});
  return true;
}

}  // namespace atelier::worker
