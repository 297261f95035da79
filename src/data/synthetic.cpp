#include "data/synthetic.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "math/random.h"

namespace atelier {

namespace {

struct Point {
  double x, y;  // 0 to 1 across the image, y downwards
};
using Polygon = std::vector<Point>;

// The outline of a class as filled polygons; several make one garment. `a` and `b` vary it, 0 to 1.
std::vector<Polygon> outline(int label, double a, double b) {
  const double waist = 0.05 * a;
  const double hem = 0.06 * b;
  const Polygon body = {{0.34, 0.12},       {0.66, 0.12},       {0.70 - waist, 0.5},
                        {0.72, 0.92 - hem}, {0.28, 0.92 - hem}, {0.30 + waist, 0.5}};
  const auto sleeves = [&](double length) {
    const double down = 0.16 + length;
    return std::vector<Polygon>{
        {{0.36, 0.12}, {0.20 - length * 0.12, down + 0.06}, {0.28 - length * 0.12, down + 0.12}, {0.36, 0.34}},
        {{0.64, 0.12}, {0.80 + length * 0.12, down + 0.06}, {0.72 + length * 0.12, down + 0.12}, {0.64, 0.34}}};
  };
  std::vector<Polygon> parts;
  switch (label) {
    case 0:  // T-shirt/top
      parts = sleeves(0.14 + 0.06 * a);
      parts.push_back(body);
      break;
    case 1:  // Trouser
      parts = {{{0.34, 0.06},
                {0.66, 0.06},
                {0.68, 0.95},
                {0.56, 0.95},
                {0.51, 0.30 + hem},
                {0.49, 0.30 + hem},
                {0.44, 0.95},
                {0.32, 0.95}}};
      break;
    case 2:  // Pullover
      parts = sleeves(0.55 + 0.06 * a);
      parts.push_back(body);
      break;
    case 3:  // Dress
      parts = {{{0.42, 0.05},
                {0.58, 0.05},
                {0.57 - waist, 0.38},
                {0.72 + hem, 0.96},
                {0.28 - hem, 0.96},
                {0.43 + waist, 0.38}}};
      break;
    case 4:  // Coat: long, open in the middle
      parts = sleeves(0.62 + 0.06 * a);
      parts.push_back({{0.32, 0.06}, {0.485, 0.06}, {0.485, 0.96}, {0.28, 0.96}});
      parts.push_back({{0.515, 0.06}, {0.68, 0.06}, {0.72, 0.96}, {0.515, 0.96}});
      break;
    case 5:  // Sandal: a sole and straps
      parts = {{{0.05, 0.68}, {0.95, 0.62 - hem}, {0.95, 0.72}, {0.05, 0.76}},
               {{0.20, 0.68}, {0.36, 0.42 - waist}, {0.44, 0.42 - waist}, {0.28, 0.68}},
               {{0.62, 0.66}, {0.52, 0.42}, {0.60, 0.42}, {0.72, 0.66}}};
      break;
    case 6:  // Shirt: collar and buttons come as a lighter stripe
      parts = sleeves(0.36 + 0.08 * a);
      parts.push_back({{0.34, 0.10},
                       {0.44, 0.06},
                       {0.50, 0.16},
                       {0.56, 0.06},
                       {0.66, 0.10},
                       {0.68, 0.90 - hem},
                       {0.32, 0.90 - hem}});
      break;
    case 7:  // Sneaker
      parts = {{{0.06, 0.50 - hem}, {0.30, 0.40}, {0.52, 0.54}, {0.94, 0.62}, {0.95, 0.74}, {0.05, 0.74}}};
      break;
    case 8:  // Bag: a case and a handle
      parts = {{{0.12, 0.42 - hem}, {0.88, 0.42 - hem}, {0.92, 0.88}, {0.08, 0.88}},
               {{0.30, 0.42},
                {0.34, 0.18 + waist},
                {0.66, 0.18 + waist},
                {0.70, 0.42},
                {0.64, 0.42},
                {0.61, 0.25 + waist},
                {0.39, 0.25 + waist},
                {0.36, 0.42}}};
      break;
    default:  // Ankle boot
      parts = {{{0.12, 0.14 + hem}, {0.48, 0.14 + hem}, {0.52, 0.50}, {0.92, 0.66}, {0.94, 0.84}, {0.08, 0.84}}};
      break;
  }
  return parts;
}

// Even-odd rule.
bool contains(const Polygon& polygon, Point p) {
  bool inside = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point& a = polygon[i];
    const Point& b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

void drawGarment(int label, Random& random, std::uint8_t* pixels) {
  // Drawn one by one: compilers differ in the order in which they work out the arguments of a call.
  const double a = random.uniform();
  const double b = random.uniform();
  const auto parts = outline(label, a, b);
  const double scaleX = random.uniform(0.85, 1.05);
  const double scaleY = random.uniform(0.88, 1.02);
  const double shiftX = random.uniform(-0.04, 0.04);
  const double shiftY = random.uniform(-0.03, 0.03);
  const double grey = random.uniform(90, 230);
  const double stripes = random.uniform() < 0.3 ? 30 : 0;
  const int period = 2 + static_cast<int>(random.below(4));
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      int covered = 0;  // of four places in the pixel
      for (int k = 0; k < 4; ++k) {
        const double x = (j + (k % 2 == 0 ? 0.25 : 0.75)) / kSide;
        const double y = (i + (k < 2 ? 0.25 : 0.75)) / kSide;
        const Point p{(x - 0.5 - shiftX) / scaleX + 0.5, (y - 0.5 - shiftY) / scaleY + 0.5};
        covered +=
            std::any_of(parts.begin(), parts.end(), [p](const Polygon& part) { return contains(part, p); }) ? 1 : 0;
      }
      double value = grey + ((i / period) % 2 == 0 ? stripes : -stripes) + random.uniform(-18, 18);
      if (label == 6 && (j == kSide / 2 || j == kSide / 2 - 1)) value += 50;
      pixels[i * kSide + j] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0) * covered / 4);
    }
  }
}

}  // namespace

void growSynthetic(Images& images, int count, std::uint64_t seed, std::uint64_t split) {
  if (count <= images.count()) return;
  images.pixels.resize(static_cast<std::size_t>(count) * kPixels);
  for (int i = images.count(); i < count; ++i) {
    Random random(seed, split << 32U | static_cast<std::uint64_t>(i));
    const int label = static_cast<int>(random.below(kClasses));
    images.labels.push_back(static_cast<std::uint8_t>(label));
    drawGarment(label, random, images.pixels.data() + static_cast<std::ptrdiff_t>(i) * kPixels);
  }
}

Dataset makeSynthetic(int train, int test, std::uint64_t seed) {
  Dataset dataset{"synthetic", {}, {}};
  growSynthetic(dataset.train, train, seed, 1);
  growSynthetic(dataset.test, test, seed, 2);
  return dataset;
}

}  // namespace atelier
