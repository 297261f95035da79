#include "data/sketching.h"

#include <algorithm>

#include "data/bend.h"
#include "data/contours.h"
#include "data/fine_canvas.h"
#include "data/hand.h"

namespace atelier {

namespace {

constexpr std::size_t kShortestEdge = 12;  // spots of a line that is drawn
constexpr std::size_t kShortestInnerEdge = 9;
constexpr float kFaintestGround = 8;  // grey

// Width by height of the box around the lines that are drawn; 1 where there are none.
float aspectOf(const Contours& contours) {
  Spot low{kSide, kSide};
  Spot high{0, 0};
  for (int k = 0; k < contours.lines; ++k) {
    const auto line = contours.line(k);
    if (line.size() < kShortestEdge) continue;
    for (const Spot spot : line) {
      low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
      high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
    }
  }
  if (high.x <= low.x || high.y <= low.y) return 1;
  return (high.x - low.x) / (high.y - low.y);
}

// The lines around what is brighter than the ground: the longest, and most of the others, which are holes and smaller
// parts.
void drawOutlines(const Contours& contours, const Bend& bend, const Hand& hand, Random& random, Strokes& strokes) {
  std::size_t longest = 0;
  for (int k = 0; k < contours.lines; ++k) longest = std::max(longest, contours.line(k).size());
  const bool isDoubled = chance(random, 0.2);
  for (int k = 0; k < contours.lines; ++k) {
    const auto line = contours.line(k);
    if (line.size() < kShortestEdge || (line.size() < longest && chance(random, 0.2))) continue;
    const float share = chance(random, 0.8) ? 1 : between(random, 0.8F, 1);
    follow(line, share, bend, hand, random, strokes);
    if (!isDoubled) continue;
    const float again = between(random, 0.3F, 1);
    follow(line, again, bend, {hand.tolerance, hand.tremble + 0.4F, hand.gaps}, random, strokes);
  }
}

// Some of the lines within, as much of each as it happens.
void drawInnerEdges(const Contours& contours, const Bend& bend, const Hand& hand, Random& random, Strokes& strokes) {
  for (int k = 0; k < contours.lines; ++k) {
    const auto line = contours.line(k);
    if (line.size() < kShortestInnerEdge || chance(random, 0.3)) continue;
    const float share = between(random, 0.5F, 1);
    follow(line, share, bend, hand, random, strokes);
  }
}

// Lines that the picture does not have: seams from side to side, and rows of short ones, as laces and buttons are
// drawn.
void decorate(const Hand& hand, Random& random, Strokes& strokes) {
  const int outline = strokes.spotsInAll;
  const auto someSpot = [&] { return strokes.spots[random.below(static_cast<std::uint32_t>(outline))]; };
  const auto mixOf = [](Spot a, Spot b, float share) {
    return Spot{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
  };
  for (std::uint32_t seams = random.below(3); seams > 0; --seams) {
    const Spot from = someSpot();
    const Spot to = someSpot();
    join(from, to, hand, random, strokes);
  }
  if (!chance(random, 0.4)) return;
  const Spot a = someSpot();
  const Spot b = someSpot();
  const Spot step{between(random, -2, 2), between(random, -2, 2)};
  const Spot mark{between(random, -2, 2), between(random, -2, 2)};
  Spot at = mixOf(a, b, between(random, 0.2F, 0.8F));
  for (std::uint32_t marks = 1 + random.below(4); marks > 0; --marks) {
    join(at, {at.x + mark.x, at.y + mark.y}, hand, random, strokes);
    at = {at.x + step.x, at.y + step.y};
  }
}

Pen somePen(Random& random) {
  Pen pen;
  pen.radius = between(random, 0.5F, 2);
  if (chance(random, 0.3)) pen.pressure = 0.3F;
  if (chance(random, 0.5)) {
    pen.size = between(random, 0.85F, 1);
    pen.right = between(random, -1, 1);
    pen.down = between(random, -1, 1);
  }
  return pen;
}

// As on the pad, as one flat grey, or not.
void fillSomehow(Random& random, FineCanvas& canvas) {
  const double style = random.uniform();
  const float grey = style < 0.15 ? 255 : between(random, 90, 200);
  if (style < 0.5) fillInsides(canvas, static_cast<std::uint8_t>(grey));
  if (!chance(random, 0.3)) return;
  const float brightness = between(random, 0.5F, 1);
  for (std::uint8_t& pixel : canvas) pixel = static_cast<std::uint8_t>(static_cast<float>(pixel) * brightness);
}

}  // namespace

void drawByHand(std::span<const std::uint8_t> image, Random& random, std::span<std::uint8_t> to) {
  const GreyField field(image);
  Contours contours;
  const float ground = field.meanGrey() * between(random, 0.15F, 0.5F);
  field.trace(std::max(kFaintestGround, ground), contours);
  const Bend bend({}, aspectOf(contours), random);
  Hand hand;
  hand.tolerance = between(random, 0.2F, 0.9F);
  hand.tremble = between(random, 0, 0.35F);
  hand.gaps = chance(random, 0.35) ? 0.1 : 0;
  Strokes strokes;
  drawOutlines(contours, bend, hand, random, strokes);
  if (chance(random, 0.5)) {
    field.trace(field.meanGrey() * between(random, 0.6F, 1.3F), contours);
    drawInnerEdges(contours, bend, hand, random, strokes);
  }
  if (chance(random, 0.7)) {
    field.creases().trace(field.meanGrey() * between(random, 0.06F, 0.2F) + 1, contours);
    drawInnerEdges(contours, bend, hand, random, strokes);
  }
  if (strokes.spotsInAll > 0 && chance(random, 0.3)) decorate(hand, random, strokes);
  if (strokes.count == 0) {
    std::copy(image.begin(), image.end(), to.begin());
    return;
  }
  FineCanvas canvas{};
  draw(strokes, somePen(random), random, canvas);
  fillSomehow(random, canvas);
  halve(canvas, to);
}

}  // namespace atelier
