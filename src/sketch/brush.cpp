#include "sketch/brush.h"

#include <algorithm>
#include <cmath>

namespace atelier::sketch {

namespace {

// The pixel in which a coordinate lies, or the nearest one of the plane.
int pixelAt(float coordinate, int side) {
  return static_cast<int>(std::clamp(coordinate, 0.0F, static_cast<float>(side - 1)));
}

// What all pixels of one way share.
struct Way {
  float x, y, dx, dy;     // from there, by so much
  float radius, growth;   // at its beginning, and by how much it is larger at its end
  float inverseOfLength;  // squared; 0 for a way of no length

  // Of the pixel whose middle is there, 0 to 255.
  std::uint8_t cover(float px, float py) const {
    const float ax = px - x;
    const float ay = py - y;
    const float t = std::clamp((ax * dx + ay * dy) * inverseOfLength, 0.0F, 1.0F);
    const float ox = ax - t * dx;
    const float oy = ay - t * dy;
    const float square = ox * ox + oy * oy;
    const float reach = radius + t * growth + 0.5F;
    if (square >= reach * reach) return 0;
    if (reach >= 1 && square <= (reach - 1) * (reach - 1)) return 255;
    return static_cast<std::uint8_t>(std::min(reach - std::sqrt(square), 1.0F) * 255 + 0.5F);
  }
};

}  // namespace

Box joined(const Box& a, const Box& b) {
  if (a.isEmpty()) return b;
  if (b.isEmpty()) return a;
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

Box cover(std::span<std::uint8_t> plane, int side, const Dab& from, const Dab& to) {
  const float dx = to.x - from.x;
  const float dy = to.y - from.y;
  const float length2 = dx * dx + dy * dy;
  const float radius = std::max(from.radius, to.radius);
  const float reach = radius + 0.5F;  // from the way to the middle of a pixel that is touched
  if (!std::isfinite(length2 + from.x + from.y + from.radius + to.radius)) return {};
  const Way way{from.x, from.y, dx, dy, from.radius, to.radius - from.radius, length2 > 0 ? 1 / length2 : 0};
  const auto last = static_cast<float>(side);
  if (std::max(from.x, to.x) + reach < 0 || std::min(from.x, to.x) - reach > last ||
      std::max(from.y, to.y) + reach < 0 || std::min(from.y, to.y) - reach > last) {
    return {};
  }
  const Box box{pixelAt(std::min(from.x, to.x) - radius, side), pixelAt(std::min(from.y, to.y) - radius, side),
                pixelAt(std::max(from.x, to.x) + radius, side) + 1, pixelAt(std::max(from.y, to.y) + radius, side) + 1};
  // A long way crosses a row in a short piece of it: half of that piece, and where its middle moves from row to row.
  const bool isSteep = dy * dy * 16 > length2;
  const float half = isSteep ? reach * std::sqrt(length2) / std::fabs(dy) : 0;
  const float slope = isSteep ? dx / dy : 0;
  for (int row = box.top; row < box.bottom; ++row) {
    const float py = static_cast<float>(row) + 0.5F;
    int left = box.left;
    int right = box.right;
    if (isSteep) {
      const float middle = from.x + (py - from.y) * slope;
      left = std::max(left, pixelAt(middle - half + 0.5F, side));
      right = std::min(right, pixelAt(middle + half - 0.5F, side) + 1);
    }
    std::uint8_t* const pixels = plane.data() + static_cast<std::ptrdiff_t>(row) * side;
    for (int column = left; column < right; ++column) {
      pixels[column] = std::max(pixels[column], way.cover(static_cast<float>(column) + 0.5F, py));
    }
  }
  return box;
}

}  // namespace atelier::sketch
