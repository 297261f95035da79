#include "ui/own_picture.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace atelier::ui {

namespace {

constexpr int kWhole = sketch::Adjustment::kWhole;
constexpr int kLeast = sketch::Adjustment::kLeast;

int thousandths(float share) { return static_cast<int>(std::lround(share * kWhole)); }

float shareOf(int thousandths) { return static_cast<float>(thousandths) / kWhole; }

// Both ends moved by so much, as far as they stay inside.
void shift(int& from, int& to, int by) {
  by = std::clamp(by, -from, kWhole - to);
  from += by;
  to += by;
}

void moveEdge(int& from, int& to, int which, int by) {
  if (which < 0) from = std::clamp(from + by, 0, to - kLeast);
  if (which > 0) to = std::clamp(to + by, from + kLeast, kWhole);
}

}  // namespace

void OwnPicture::choose() {
  close();
  stage_ = Stage::kChoosing;
}

void OwnPicture::useCamera() {
  note_.clear();
  stage_ = Stage::kCamera;
}

void OwnPicture::wait() {
  close();
  stage_ = Stage::kOpening;
}

void OwnPicture::fail(const std::string& reason) {
  choose();
  note_ = reason;
}

void OwnPicture::close() { *this = OwnPicture{}; }

void OwnPicture::adjust(const protocol::OpenedPicture& opened) {
  picture_ = {opened.width, opened.height, opened.bulk};
  turned_ = picture_;
  note_ = opened.note;
  stage_ = Stage::kAdjusting;
  guess_ = sketch::firstGuess(picture_);
  change(guess_);
}

void OwnPicture::change(const sketch::Adjustment& to) {
  const bool isTurned = to.quarters != adjustment_.quarters || to.degrees != adjustment_.degrees;
  adjustment_ = to;
  if (isTurned) turned_ = turned(picture_, adjustment_);
  result_ = sketch::adjusted(picture_, adjustment_);
  changed_ = true;
}

std::string OwnPicture::guess() const {
  if (!guess_.clears) return "The picture is of one grey: nothing in it stands out from its ground.";
  const std::string ground = guess_.inverts
                                 ? "Its rim is light, so it is inverted at first: the data set shows clothes on black."
                                 : "Its rim is dark, as in the data set, so it is not inverted at first.";
  return ground + " All below the threshold becomes black; Otsu's method set it.";
}

bool OwnPicture::takeChanged() { return std::exchange(changed_, false); }

void OwnPicture::grab(float x, float y, float reachX, float reachY) {
  const auto edge = [](float at, int from, int to, float reach) {
    const float toFirst = std::abs(at - shareOf(from));
    const float toLast = std::abs(at - shareOf(to));
    if (std::min(toFirst, toLast) > reach) return 0;
    return toFirst < toLast ? -1 : 1;
  };
  const sketch::Adjustment& a = adjustment_;
  grip_ = Grip{edge(x, a.left, a.right, reachX), edge(y, a.top, a.bottom, reachY), x, y, a};
}

void OwnPicture::dragTo(float x, float y) {
  if (!grip_) return;
  sketch::Adjustment to = grip_->from;
  const int right = thousandths(x - grip_->x);
  const int down = thousandths(y - grip_->y);
  if (grip_->across == 0 && grip_->down == 0) {
    shift(to.left, to.right, right);
    shift(to.top, to.bottom, down);
  }
  moveEdge(to.left, to.right, grip_->across, right);
  moveEdge(to.top, to.bottom, grip_->down, down);
  change(to);
}

void OwnPicture::moveFrame(float right, float down) {
  sketch::Adjustment to = adjustment_;
  shift(to.left, to.right, thousandths(right));
  shift(to.top, to.bottom, thousandths(down));
  change(to);
}

void OwnPicture::growFrame(float by) {
  sketch::Adjustment to = adjustment_;
  for (const int which : {-1, 1}) {
    moveEdge(to.left, to.right, which, which * thousandths(by));
    moveEdge(to.top, to.bottom, which, which * thousandths(by));
  }
  change(to);
}

}  // namespace atelier::ui
