#include "worker/comparer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/scribbling.h"
#include "data/sketching.h"
#include "protocol/table.h"

namespace atelier::worker {

namespace {

// Streams of the drawings that are made of pictures, and of the scribbles.
constexpr std::uint64_t kDrawings = 31;
constexpr std::uint64_t kScribbling = 32;

using Pixels = std::array<std::uint8_t, kPixels>;

// A training recipe's drawing of an image, always the same one.
Pixels drawingOf(std::span<const std::uint8_t> image, Augment augment, int number) {
  Random random(static_cast<std::uint64_t>(number), kDrawings);
  augment.drawings = false;
  Pixels varied{};
  Pixels drawn{};
  vary(image, augment, random, varied);
  drawByHand(varied, random, drawn);
  return drawn;
}

Pixels scribbleOf(int number) {
  Random random(static_cast<std::uint64_t>(number), kScribbling);
  Pixels drawn{};
  scribble(random, drawn);
  return drawn;
}

bool isTrained(const protocol::Nearest& about) {
  return about.weights == "pretrained" || about.epoch > 0 || (about.epoch < 0 && about.imagesSeen > 0);
}

}  // namespace

Comparer::Known::Known(protocol::Nearest whose, const Shown& shown)
    : about(std::move(whose)),
      augment(shown.recipe.augment),
      features(shown.recipe.network, shown.network.parameters(), shown.recipe.inputs),
      points(features.parts()) {
  about.hasDrawings = augment.drawings;
  about.wanted = std::min(protocol::Nearest::kPictures, shown.recipe.train);
}

void Comparer::Known::clear() {
  points = Neighbours(features.parts());
  indices.clear();
  labels.clear();
  pixels.clear();
  photographs = drawings = {};
}

void Comparer::Known::add(const Images& images, int index, std::span<const std::uint8_t> picture) {
  points.add(features.all());
  indices.push_back(index);
  labels.push_back(images.label(index));
  pixels.insert(pixels.end(), picture.begin(), picture.end());
}

std::vector<Neighbour> Comparer::Known::nearest() const {
  return points.nearest(features.all(), protocol::Nearest::kShown, 0, static_cast<int>(indices.size()));
}

void Comparer::Known::measure(const std::vector<Neighbour>& found, protocol::Nearest& answer) const {
  const auto scribbles =
      points.nearest(features.all(), protocol::Nearest::kShown, static_cast<int>(indices.size()), points.points());
  if (found.empty() || scribbles.empty()) return;
  answer.distance = meanDistance(found);
  answer.toScribbles = meanDistance(scribbles);
}

void Comparer::begin(protocol::Nearest about, const Shown& shown, const Dataset& dataset) {
  next_.emplace(std::move(about), shown);
  wanted_ = shown.recipe.train;
  take(dataset);
}

bool Comparer::isShort(const Dataset& dataset) const {
  if (isBusy() || !isReady()) return false;
  return train_ < std::min(wanted_, dataset.train.count()) || heldOut_ < std::min(kHeldOut, dataset.test.count());
}

void Comparer::take(const Dataset& dataset) {
  if (std::exchange(data_, dataset.name) != dataset.name) ready_.reset();
  if (dataset.train.count() == 0) return next_.reset();
  train_ = std::min(wanted_, dataset.train.count());
  heldOut_ = std::min(kHeldOut, dataset.test.count());
  done_ = 0;
  Known& known = *next_;
  known.about.pictures = std::min(known.about.wanted, train_);
  known.clear();
}

bool Comparer::work(double budget, double share, const Dataset& dataset) {
  if (isBusy() && (dataset.name != data_ || dataset.train.count() < train_)) take(dataset);
  if (!isBusy()) return false;
  const double begun = clock_();
  if (!time_.allows(begun, share)) return false;
  double now = begun;
  bool goesOn = true;
  do {
    goesOn = lookAtNext(dataset);
    now = clock_();
  } while (goesOn && now - begun < budget);
  time_.worked(begun, now, share);
  if (goesOn) return false;
  ready_ = std::move(next_);
  next_.reset();
  return true;
}

Comparer::Pixels Comparer::Known::lookAt(const Images& images, int index, bool asDrawing) {
  Pixels picture{};
  if (asDrawing) {
    picture = drawingOf(images.image(index), augment, index);
  } else {
    std::ranges::copy(images.image(index), picture.begin());
  }
  features.look(picture);
  return picture;
}

bool Comparer::lookAtNext(const Dataset& dataset) {
  Known& known = *next_;
  const int each = known.about.hasDrawings ? 2 : 1;
  const int toKnow = known.about.pictures * each;
  const int toAll = toKnow + kScribbles;
  const int done = done_++;
  if (done < toKnow) {
    const int index = static_cast<int>(static_cast<long long>(done / each) * train_ / known.about.pictures);
    known.add(dataset.train, index, known.lookAt(dataset.train, index, done % each == 1));
  } else if (done < toAll) {
    known.features.look(scribbleOf(done - toKnow));
    known.points.add(known.features.all());
    if (done + 1 == toAll) known.points.finish();
  } else {
    const bool isDrawing = (done - toAll) % each == 1;
    known.lookAt(dataset.test, (done - toAll) / each, isDrawing);
    protocol::Nearest about;
    known.measure(known.nearest(), about);
    if (about.distance >= 0) (isDrawing ? known.drawings : known.photographs).add(about.distance - about.toScribbles);
  }
  return done_ < toAll + heldOut_ * each;
}

protocol::Nearest Comparer::compare(std::span<const std::uint8_t> drawing) {
  Known& known = *ready_;
  protocol::Nearest about = known.about;
  double usual = known.photographs.limit();
  if (about.hasDrawings) usual = std::max(usual, known.drawings.limit());
  if (std::isfinite(usual)) about.usual = usual;
  if (drawing.empty()) return about;
  known.features.look(drawing);
  const auto found = known.nearest();
  known.measure(found, about);
  about.isUnlike = isTrained(about) && about.distance - about.toScribbles > usual;
  std::vector<protocol::Row> rows;
  for (const Neighbour& n : found) {
    const auto at = static_cast<std::size_t>(n.point);
    const bool isDrawing = about.hasDrawings && n.point % 2 == 1;
    rows.push_back(
        {std::to_string(known.indices[at]), std::to_string(known.labels[at]), isDrawing ? "drawing" : "photograph"});
    const auto pixels = std::span(known.pixels).subspan(at * kPixels, kPixels);
    about.bulk.insert(about.bulk.end(), pixels.begin(), pixels.end());
  }
  about.neighbours = protocol::printTable(rows);
  return about;
}

}  // namespace atelier::worker
