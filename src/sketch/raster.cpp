#include "sketch/raster.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace atelier::sketch {

namespace {

constexpr int kNearlyAsGrey = 64;     // what a fill takes for the same grey
constexpr int kQuarterSegments = 16;  // of an ellipse

int mirror(int x, bool mirrored) { return mirrored ? kUnits - x : x; }

std::uint8_t mixed(std::uint8_t under, std::uint8_t over, std::uint8_t cover) {
  return static_cast<std::uint8_t>((under * (255 - cover) + over * cover + 127) / 255);
}

// The grey at a place of a square picture, from the four pixels whose middles are around it.
std::uint8_t between(const std::vector<std::uint8_t>& picture, int side, double x, double y) {
  const double left = std::floor(x - 0.5);
  const double top = std::floor(y - 0.5);
  const auto at = [&](double row, double column) {
    const auto inside = [side](double place) { return std::clamp(static_cast<int>(place), 0, side - 1); };
    return static_cast<double>(picture[static_cast<std::size_t>(inside(row) * side + inside(column))]);
  };
  const auto across = [&](double row) {
    const double share = x - 0.5 - left;
    return at(row, left) * (1 - share) + at(row, left + 1) * share;
  };
  const double share = y - 0.5 - top;
  return static_cast<std::uint8_t>(across(top) * (1 - share) + across(top + 1) * share + 0.5);
}

}  // namespace

View View::before(const Move& move) const {
  const double s = static_cast<double>(move.scale) / Move::kSame;
  const double middle = kUnits / 2.0;
  return {scale * s, scale * (middle - middle * s + move.right) + right,
          scale * (middle - middle * s + move.down) + down};
}

Raster::Raster(int side) : side_(side), pixels_(static_cast<std::size_t>(side) * static_cast<std::size_t>(side)) {}

void Raster::paint(const Act& act, const View& view) {
  if (const auto* begin = std::get_if<Begin>(&act)) paintBegin(*begin, view);
  if (const auto* stroke = std::get_if<Stroke>(&act)) paintStroke(*stroke, view);
  if (const auto* ellipse = std::get_if<Ellipse>(&act)) paintEllipse(*ellipse, view);
  if (const auto* fill = std::get_if<Fill>(&act)) {
    for (const bool mirrored : {false, true}) {
      if (mirrored && !fill->mirrored) continue;
      const Dab at = dabOf({fill->x, fill->y, 0}, mirrored, view);
      flood(*fill, static_cast<double>(at.x), static_cast<double>(at.y));
    }
  }
}

void Raster::beginStroke(std::uint8_t grey) {
  base_ = pixels_;
  cover_.resize(pixels_.size());
  for (int row = covered_.top; row < covered_.bottom; ++row) {
    const auto first = cover_.begin() + static_cast<std::ptrdiff_t>(row) * side_;
    std::fill(first + covered_.left, first + covered_.right, std::uint8_t{0});
  }
  covered_ = {};
  grey_ = grey;
}

void Raster::strokeTo(const Place& from, const Place& to, bool mirrored, const View& view) {
  ink(dabOf(from, false, view), dabOf(to, false, view));
  if (mirrored) ink(dabOf(from, true, view), dabOf(to, true, view));
}

// A picture of the data set stays squares; a finer one is a photograph or a drawing, and smooth.
void Raster::paintBegin(const Begin& begin, const View& view) {
  std::fill(pixels_.begin(), pixels_.end(), std::uint8_t{0});
  const int side = sideOfPicture(begin.picture.size());
  // The place in the picture that lies under the middle of a pixel of ours.
  const auto under = [&](int ours, double offset) {
    const double unit = (ours + 0.5) * kUnits / side_;
    return (unit - offset) / view.scale * side / kUnits;
  };
  const auto isInside = [side](double place) { return place >= 0 && place < side; };
  for (int i = 0; i < side_; ++i) {
    const double y = under(i, view.down);
    for (int j = 0; j < side_ && isInside(y); ++j) {
      const double x = under(j, view.right);
      if (!isInside(x)) continue;
      pixels_[static_cast<std::size_t>(i * side_ + j)] =
          side == kPictureSide
              ? begin.picture[static_cast<std::size_t>(static_cast<int>(y) * side + static_cast<int>(x))]
              : between(begin.picture, side, x, y);
    }
  }
}

void Raster::paintStroke(const Stroke& stroke, const View& view) {
  beginStroke(stroke.grey);
  for (std::size_t i = 0; i < stroke.places.size(); ++i) {
    strokeTo(stroke.places[i > 0 ? i - 1 : 0], stroke.places[i], stroke.mirrored, view);
  }
}

// The circle's points are ((1 - t^2) / (1 + t^2), 2 t / (1 + t^2)), for t from 0 to 1 a quarter of it.
void Raster::paintEllipse(const Ellipse& ellipse, const View& view) {
  beginStroke(ellipse.grey);
  const double middleX = (ellipse.left + ellipse.right) / 2.0;
  const double middleY = (ellipse.top + ellipse.bottom) / 2.0;
  const double radiusX = std::fabs((ellipse.right - ellipse.left) / 2.0);
  const double radiusY = std::fabs((ellipse.bottom - ellipse.top) / 2.0);
  Place last;
  for (int k = 0; k <= 4 * kQuarterSegments; ++k) {
    const double t = static_cast<double>(k % kQuarterSegments) / kQuarterSegments;
    const double c = (1 - t * t) / (1 + t * t);
    const double s = 2 * t / (1 + t * t);
    const int quarter = k / kQuarterSegments % 4;
    const double x = quarter == 0 ? c : quarter == 1 ? -s : quarter == 2 ? -c : s;
    const double y = quarter == 0 ? s : quarter == 1 ? c : quarter == 2 ? -s : -c;
    const Place place{static_cast<int>(std::floor(middleX + radiusX * x + 0.5)),
                      static_cast<int>(std::floor(middleY + radiusY * y + 0.5)), ellipse.width};
    if (k > 0) strokeTo(last, place, ellipse.mirrored, view);
    last = place;
  }
}

void Raster::flood(const Fill& fill, double x, double y) {
  const bool isOnThePad = x >= 0 && x < side_ && y >= 0 && y < side_;
  if (!isOnThePad) return;
  const int start = static_cast<int>(y) * side_ + static_cast<int>(x);
  const std::vector<std::uint8_t> before = pixels_;
  const auto greyAt = [&](int pixel) { return before[static_cast<std::size_t>(pixel)]; };
  const std::uint8_t from = greyAt(start);
  std::vector<bool> reached(before.size());
  std::vector<int> open = {start};
  reached[static_cast<std::size_t>(start)] = true;
  while (!open.empty()) {
    const int pixel = open.back();
    open.pop_back();
    const bool isSame = std::abs(greyAt(pixel) - from) <= kNearlyAsGrey;
    std::uint8_t& to = pixels_[static_cast<std::size_t>(pixel)];
    if (!isSame) {  // the soft edge of what stops it
      to = fill.grey > from ? std::max(to, fill.grey) : std::min(to, fill.grey);
      continue;
    }
    to = fill.grey;
    const auto reach = [&](bool isThere, int neighbour) {
      if (!isThere || reached[static_cast<std::size_t>(neighbour)]) return;
      reached[static_cast<std::size_t>(neighbour)] = true;
      open.push_back(neighbour);
    };
    reach(pixel % side_ > 0, pixel - 1);
    reach(pixel % side_ < side_ - 1, pixel + 1);
    reach(pixel >= side_, pixel - side_);
    reach(pixel < side_ * (side_ - 1), pixel + side_);
  }
}

void Raster::ink(const Dab& from, const Dab& to) {
  const Box box = cover(cover_, side_, from, to);
  covered_ = joined(covered_, box);
  for (int row = box.top; row < box.bottom; ++row) {
    for (int column = box.left; column < box.right; ++column) {
      const auto at = static_cast<std::size_t>(row * side_ + column);
      pixels_[at] = mixed(base_[at], grey_, cover_[at]);
    }
  }
}

Dab Raster::dabOf(const Place& place, bool mirrored, const View& view) const {
  // Far outside of the pad all places are the same.
  const auto pixels = [this](double units) {
    return static_cast<float>(std::clamp(units * side_ / kUnits, -1e6, 1e6));
  };
  return {pixels(mirror(place.x, mirrored) * view.scale + view.right), pixels(place.y * view.scale + view.down),
          pixels(place.width * view.scale / 2)};
}

}  // namespace atelier::sketch
