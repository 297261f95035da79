#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sketch/acts.h"
#include "sketch/brush.h"

namespace atelier::sketch {

// Where the moves that came after an act put what it drew: at scale * place + (right, down), in units.
struct View {
  double scale = 1;
  double right = 0;
  double down = 0;

  // The same for what was drawn before this move, too.
  View before(const Move& move) const;
};

// A square of grey bytes, 0 for untouched, on which acts are painted.
class Raster {
 public:
  // Requires side > 0. All bytes are 0.
  explicit Raster(int side);

  int side() const { return side_; }
  // side x side, row by row.
  const std::vector<std::uint8_t>& pixels() const { return pixels_; }

  // Paints an act as seen through a view; a Move paints nothing.
  void paint(const Act& act, const View& view = {});

  // Requires side * side bytes.
  void restore(const std::vector<std::uint8_t>& pixels) { pixels_ = pixels; }

  // A stroke piece by piece, to the same bytes as at once: what it was begun on stays visible where it is soft. Any
  // paint() ends it.
  void beginStroke(std::uint8_t grey);
  void strokeTo(const Place& from, const Place& to, bool mirrored, const View& view = {});

 private:
  void paintBegin(const Begin& begin, const View& view);
  void paintStroke(const Stroke& stroke, const View& view);
  void paintEllipse(const Ellipse& ellipse, const View& view);
  void flood(const Fill& fill, double x, double y);
  void ink(const Dab& from, const Dab& to);
  Dab dabOf(const Place& place, bool mirrored, const View& view) const;

  int side_;
  std::vector<std::uint8_t> pixels_;
  std::vector<std::uint8_t> base_;   // before the stroke that is under way
  std::vector<std::uint8_t> cover_;  // by that stroke
  Box covered_;                      // where cover_ is not 0
  std::uint8_t grey_ = 0;            // of that stroke
};

}  // namespace atelier::sketch
