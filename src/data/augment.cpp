#include "data/augment.h"

#include <algorithm>
#include <array>

#include "data/dataset.h"
#include "data/sketching.h"

namespace atelier {

namespace {

constexpr double kDrawn = 0.4;  // share of the images that drawings are made of

}  // namespace

void vary(std::span<const std::uint8_t> image, const Augment& augment, Random& random, std::span<std::uint8_t> to) {
  const bool flipped = augment.flip && random.below(2) == 1;
  const auto drawShift = [&] {
    return augment.shift > 0
               ? static_cast<int>(random.below(static_cast<std::uint32_t>(2 * augment.shift + 1))) - augment.shift
               : 0;
  };
  const int down = drawShift();
  const int right = drawShift();
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      const int row = i - down;
      const int column = flipped ? kSide - 1 - (j - right) : j - right;
      const bool inside = row >= 0 && row < kSide && column >= 0 && column < kSide;
      to[static_cast<std::size_t>(i * kSide + j)] = inside ? image[static_cast<std::size_t>(row * kSide + column)] : 0;
    }
  }
  if (!augment.drawings || random.uniform() >= kDrawn) return;
  std::array<std::uint8_t, kPixels> photo{};
  std::copy(to.begin(), to.end(), photo.begin());
  drawByHand(photo, random, to);
}

}  // namespace atelier
