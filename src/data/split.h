#pragma once

namespace atelier {

// Which training images are held out, so that they measure what was learned from the others (cross-validation).
struct Folds {
  enum class Kind {
    kNone,
    kHoldOut,   // the last `share` of the images, in every epoch
    kRotate,    // fold e of `count` in epoch e, around again: one model, a different fold held out each epoch
    kSeparate,  // `count` models one after the other, each with its own fold held out throughout
  };

  Kind kind = Kind::kNone;
  int count = 0;     // of kRotate and kSeparate, at least 2
  double share = 0;  // of kHoldOut, above 0 and at most 0.5

  bool operator==(const Folds&) const = default;
};

// Neighbouring images first .. end - 1.
struct Range {
  int first = 0;
  int end = 0;

  int count() const { return end - first; }
  bool holds(int index) const { return index >= first && index < end; }
};

// What is held out of `images` images in an epoch of `epochs` a model, both counted over all models. Folds are as equal
// as they can be, and never touch; at least one image is always trained on.
inline Range heldOut(const Folds& folds, int images, int epoch, int epochs) {
  const auto fold = [&](int number) {
    const auto border = [&](int k) { return static_cast<int>(static_cast<long long>(images) * k / folds.count); };
    return Range{border(number), border(number + 1)};
  };
  switch (folds.kind) {
    case Folds::Kind::kHoldOut: {
      const int count = static_cast<int>(folds.share * images);
      return {images - count, images};
    }
    case Folds::Kind::kRotate:
      return fold(epoch % folds.count);
    case Folds::Kind::kSeparate:
      return fold(epoch / epochs % folds.count);
    case Folds::Kind::kNone:
      break;
  }
  return {};
}

}  // namespace atelier
