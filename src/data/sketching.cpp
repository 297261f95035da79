#include "data/sketching.h"

#include <algorithm>

#include "data/bend.h"
#include "data/contours.h"
#include "data/decoration.h"
#include "data/fine_canvas.h"
#include "data/hand.h"

namespace atelier {

namespace {

constexpr std::size_t kShortestEdge = 9;  // spots of a line that is drawn
constexpr std::size_t kShortestInnerEdge = 12;
constexpr float kFaintestGround = 8;  // grey

struct Box {
  Spot low{0, 0};
  Spot high{kSide, kSide};
};

// Around the lines that are drawn; the whole picture where there are none.
Box boxOf(const Contours& contours) {
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
  return high.x > low.x && high.y > low.y ? Box{low, high} : Box{};
}

// The lines around what is brighter than the ground, holes and smaller parts among them: without its straps, a sandal
// is any shoe.
void drawOutlines(const Contours& contours, const Manner& manner, Random& random, Strokes& strokes) {
  const bool isDoubled = chance(random, 0.2);
  Manner again = manner;
  again.hand.tremble += 0.4F;
  for (int k = 0; k < contours.lines; ++k) {
    const auto line = contours.line(k);
    if (line.size() < kShortestEdge) continue;
    const float share = chance(random, 0.8) ? 1 : between(random, 0.8F, 1);
    follow(line, share, manner, random, strokes);
    if (isDoubled) follow(line, between(random, 0.3F, 1), again, random, strokes);
  }
}

// Some of the lines within, as much of each as it happens.
void drawInnerEdges(const Contours& contours, const Manner& manner, Random& random, Strokes& strokes) {
  for (int k = 0; k < contours.lines; ++k) {
    const auto line = contours.line(k);
    if (line.size() < kShortestInnerEdge || chance(random, 0.3)) continue;
    const float share = between(random, 0.5F, 1);
    follow(line, share, manner, random, strokes);
  }
}

Hand someHand(Random& random) {
  Hand hand;
  hand.tolerance = between(random, 0.2F, 1.6F);
  hand.rounds = chance(random, 0.5) ? 1 + static_cast<int>(random.below(2)) : 0;
  hand.tremble = between(random, 0, 0.35F);
  hand.gaps = chance(random, 0.35) ? 0.1 : 0;
  return hand;
}

// Most often about as wide as the pad's brush is at first.
Pen somePen(Random& random) {
  Pen pen;
  pen.radius = chance(random, 0.6) ? between(random, 1.1F, 1.8F) : between(random, 0.5F, 2);
  if (chance(random, 0.3)) pen.pressure = 0.3F;
  if (chance(random, 0.5)) {
    pen.size = between(random, 0.85F, 1);
    pen.right = between(random, -1, 1);
    pen.down = between(random, -1, 1);
  }
  return pen;
}

// Now and then filled, as on the pad or as one flat grey; and now and then dimmed.
void fillSomehow(Random& random, FineCanvas& canvas) {
  if (chance(random, 0.1)) {
    const float grey = chance(random, 0.3) ? 255 : between(random, 90, 200);
    fillInsides(canvas, static_cast<std::uint8_t>(grey));
  }
  if (!chance(random, 0.1)) return;
  const float brightness = between(random, 0.5F, 1);
  for (std::uint8_t& pixel : canvas) pixel = static_cast<std::uint8_t>(static_cast<float>(pixel) * brightness);
}

}  // namespace

void drawByHand(std::span<const std::uint8_t> image, Random& random, std::span<std::uint8_t> to) {
  const GreyField field(image);
  Contours contours;
  const float ground = field.meanGrey() * between(random, 0.12F, 0.35F);
  field.trace(std::max(kFaintestGround, ground), contours);
  const Limbs limbs = limbsOf(field);
  const bool hasShortSleeves = limbs.kind == Limbs::Kind::kShortSleeves;
  const Box box = boxOf(contours);
  const Manner manner{Pose(limbs, random), Bend({}, box.low, box.high, hasShortSleeves, random), someHand(random)};
  Strokes strokes;
  drawOutlines(contours, manner, random, strokes);
  if (strokes.count == 0) {
    std::copy(image.begin(), image.end(), to.begin());
    return;
  }
  const bool isBare = chance(random, 0.1);
  if (!isBare && chance(random, 0.5)) {
    field.trace(field.meanGrey() * between(random, 0.6F, 1.3F), contours);
    drawInnerEdges(contours, manner, random, strokes);
  }
  if (!isBare && chance(random, 0.85)) {
    field.creases().trace(field.meanGrey() * between(random, 0.06F, 0.2F) + 1, contours);
    drawInnerEdges(contours, manner, random, strokes);
  }
  if (chance(random, 0.8)) decorate(manner.hand, random, strokes);
  FineCanvas canvas{};
  draw(strokes, somePen(random), random, canvas);
  fillSomehow(random, canvas);
  halve(canvas, to);
}

}  // namespace atelier
