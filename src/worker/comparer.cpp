#include "worker/comparer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/sketching.h"
#include "protocol/table.h"

namespace atelier::worker {

namespace {

constexpr std::uint64_t kStream = 31;  // of the drawings that are made of pictures

using Pixels = std::array<std::uint8_t, kPixels>;

// A training recipe's drawing of an image, always the same one.
Pixels drawingOf(std::span<const std::uint8_t> image, Augment augment, int number) {
  Random random(static_cast<std::uint64_t>(number), kStream);
  augment.drawings = false;
  Pixels varied{};
  Pixels drawn{};
  vary(image, augment, random, varied);
  drawByHand(varied, random, drawn);
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
      byHidden(static_cast<int>(features.hidden().size())),
      byMaps(static_cast<int>(features.maps().size())) {
  about.hasDrawings = augment.drawings;
  about.wanted = std::min(protocol::Nearest::kPictures, shown.recipe.train);
}

void Comparer::Known::clear() {
  byHidden = Neighbours(static_cast<int>(features.hidden().size()));
  byMaps = Neighbours(static_cast<int>(features.maps().size()));
  indices.clear();
  labels.clear();
  pixels.clear();
  photographs = drawings = {};
}

void Comparer::Known::add(const Images& images, int index, std::span<const std::uint8_t> picture) {
  byHidden.add(features.hidden());
  byMaps.add(features.maps());
  indices.push_back(index);
  labels.push_back(images.label(index));
  pixels.insert(pixels.end(), picture.begin(), picture.end());
}

double Comparer::Known::distance() const {
  const auto found = byMaps.nearest(features.maps(), protocol::Nearest::kShown);
  return found.empty() ? -1 : meanDistance(found);
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

bool Comparer::lookAtNext(const Dataset& dataset) {
  Known& known = *next_;
  const int each = known.about.hasDrawings ? 2 : 1;
  const int toKnow = known.about.pictures * each;
  const bool isKnown = done_ < toKnow;
  const bool isDrawing = each == 2 && done_ % 2 == 1;
  const int number = (isKnown ? done_ : done_ - toKnow) / each;
  const Images& images = isKnown ? dataset.train : dataset.test;
  const int index = isKnown ? static_cast<int>(static_cast<long long>(number) * train_ / known.about.pictures) : number;
  Pixels picture{};
  if (isDrawing) {
    picture = drawingOf(images.image(index), known.augment, index);
  } else {
    std::ranges::copy(images.image(index), picture.begin());
  }
  known.features.look(picture);
  if (isKnown) {
    known.add(images, index, picture);
  } else if (const double distance = known.distance(); distance >= 0) {
    (isDrawing ? known.drawings : known.photographs).add(distance);
  }
  if (++done_ == toKnow) {
    known.byHidden.finish();
    known.byMaps.finish();
  }
  return done_ < toKnow + heldOut_ * each;
}

protocol::Nearest Comparer::compare(std::span<const std::uint8_t> drawing) {
  Known& known = *ready_;
  protocol::Nearest about = known.about;
  double usual = known.photographs.limit();
  if (about.hasDrawings) usual = std::max(usual, known.drawings.limit());
  if (std::isfinite(usual)) about.usual = usual;
  if (drawing.empty()) return about;
  known.features.look(drawing);
  const auto found = known.byHidden.nearest(known.features.hidden(), protocol::Nearest::kShown);
  about.distance = known.distance();
  about.isUnlike = isTrained(about) && about.distance > usual;
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
