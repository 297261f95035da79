#include "ui/panels/nearest_row.h"

#include <algorithm>

#include "ui/panels/results_panel.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kSeen = 56;  // two pixels for each of a picture's
constexpr float kWords = 36;
constexpr float kGap = 4;

std::string nameOf(const RunState& state, const NearestView::Picture& picture) {
  return classNameOf(state, picture.label) + " " + std::to_string(picture.index) +
         (picture.isDrawing ? ", drawn from it" : "");
}

std::string ofHowMany(const NearestView& nearest) {
  return grouped(nearest.about.pictures) + " training pictures" +
         (nearest.about.hasDrawings ? " and drawings made of them" : "");
}

void neighbour(Frame& frame, const Rect& rect, const RunState& state, View& view, int place) {
  const NearestView::Picture& picture = state.shownNearest()->pictures[static_cast<std::size_t>(place)];
  const std::string number = std::to_string(place + 1);
  const std::string of = picture.isDrawing ? "A drawing made of training picture " : "Training picture ";
  const std::string about = of + std::to_string(picture.index) + ", " + classNameOf(state, picture.label) +
                            ". A press shows that picture in the network panel.";
  if (rowButton(frame, rect, "nearest." + number, "Nearest " + number + ": " + nameOf(state, picture), false, "",
                about)) {
    frame.outbox.emplace_back(protocol::PickImage{"train", "index", picture.index, -1});
    view.source = "picture";
  }
  if (greys(frame, rect, 28, 28, picture.pixels)) outline(frame, rect, frame.theme.muted, 3, 2);
}

void neighbours(Frame& frame, Rect row, const RunState& state, View& view) {
  const NearestView* nearest = state.shownNearest();
  if (nearest == nullptr) {
    line(frame, row, *frame.fonts.words, frame.theme.muted, "Looking for alike pictures \u2026");
    return;
  }
  if (nearest->pictures.empty()) return;
  std::string all;
  for (const NearestView::Picture& picture : nearest->pictures)
    all += (all.empty() ? "" : "; ") + nameOf(state, picture);
  mirrorText(frame, row, "nearest", "Nearest training pictures", all + ". Of " + ofHowMany(*nearest) + ".");
  for (int i = 0; i < static_cast<int>(nearest->pictures.size()); ++i)
    neighbour(frame, row.cutLeft(row.h, kGap), state, view, i);
}

std::string whoseAnswer(const RunState& state) {
  const int shown = state.timeline.shown;
  if (state.run.weights == "pretrained") return "The pretrained model";
  if (shown == 0) return "The network at its start";
  return shown > 0 ? "The network after epoch " + std::to_string(shown) : "The network of this run";
}

}  // namespace

float seenHeight(const Frame& frame) { return kWords + kGap + (frame.isTouch ? 48 : 28); }

void seenRow(Frame& frame, Rect row, const RunState& state, View& view) {
  view.wantsNearest = true;
  const Rect column = row.cutLeft(kSeen, 10);
  const Rect box{column.x, column.y, kSeen, kSeen};
  fill(frame, box, IM_COL32_BLACK, 2);
  if (state.seen.bulk.size() == protocol::kPicturePixels) greys(frame, box, 28, 28, state.seen.bulk);
  frame.controls.hint(box, "All that the network sees of the drawing: 28 by 28 greys.");
  mirrorText(frame, box, "seen", "What the network sees", state.seen.empty ? "nothing" : state.seen.how);
  paragraph(frame, state.seen.empty ? row : row.cutTop(kWords, kGap), *frame.fonts.words, frame.theme.muted,
            state.seen.empty ? "What the network sees of it appears here, as 28\u00d728 greys." : state.seen.how);
  if (!state.seen.empty) neighbours(frame, row, state, view);
}

bool verdict(Frame& frame, Rect rect, const RunState& state) {
  const Theme& t = frame.theme;
  const NearestView* nearest = state.seen.empty ? nullptr : state.shownNearest();
  if (nearest != nullptr && nearest->about.isUnlike) {
    const std::string text = whoseAnswer(state) + " has seen nothing like it: its guess means little.";
    paragraph(frame, rect, *frame.fonts.strong, t.text, text);
    mirrorText(frame, rect, "verdict", "", text);
    frame.controls.hint(rect, "In what the network makes of it, it is nearer to scribbles than to the " +
                                  ofHowMany(*nearest) + " that were looked at, by more than 9 of 10 test pictures.");
    return true;
  }
  line(frame, rect.cutTop(17), *frame.fonts.words, t.muted, whoseAnswer(state) + " says");
  if (nearest == nullptr || nearest->pictures.empty()) return false;
  std::string text;
  for (std::size_t most = nearest->pictures.size(); most > 0; --most) {  // as many as there is room for
    text = "nearest: " + classesOf(*nearest, state.classes, most);
    if (textSize(*frame.fonts.words, text).x <= rect.w) break;
  }
  line(frame, rect, *frame.fonts.words, t.muted, text);
  frame.controls.hint(rect, "The classes of the pictures that it is nearest to in what the network makes of them, of " +
                                ofHowMany(*nearest) + " that were looked at.");
  return false;
}

}  // namespace atelier::ui
