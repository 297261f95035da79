#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "ui/panels/results_panel.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"

namespace atelier::ui {

namespace {

constexpr float kCell = 56;  // two pixels for each of a picture's
constexpr float kPitch = 62;
constexpr float kMark = 14;

const std::vector<std::string> kSplits = {"test pictures", "training pictures"};
const std::vector<std::string> kOrders = {"by number", "hard ones first"};

// The pictures in their order, and how many rows and columns of them are shown.
struct Grid {
  const std::vector<int>& order;
  Rect rect;
  int across = 1;
  int down = 1;
  float side = kCell;

  int count() const { return static_cast<int>(order.size()); }
  int rows() const { return (count() + across - 1) / across; }
  int lastFirstRow() const { return std::max(0, rows() - down); }
  // Of a picture, counted from the first that is shown.
  Rect cell(int place) const {
    const float pitch = side + kPitch - kCell;
    const int row = place / across;
    const int column = place % across;
    return {rect.x + static_cast<float>(column) * pitch, rect.y + static_cast<float>(row) * pitch, side, side};
  }
};

// As many as there is room for; on a phone they fill the width.
Grid gridOf(const Frame& frame, const Rect& rect, const std::vector<int>& order) {
  constexpr float kGap = kPitch - kCell;
  Grid grid{order, rect};
  grid.across = std::max(1, static_cast<int>((rect.w + kGap) / kPitch));
  if (frame.isTouch) grid.side = std::floor((rect.w + kGap) / static_cast<float>(grid.across) - kGap);
  grid.down = std::max(1, static_cast<int>((rect.h + kGap) / (grid.side + kGap)));
  return grid;
}

// Made anew only when it may be another one: there are many pictures.
const std::vector<int>& orderOf(const RunState& state, GalleryView& view) {
  const SplitView& known = state.pictures(view.split);
  const std::string of = view.split + " " + std::to_string(view.label) + (view.hardFirst ? " hard " : " ") +
                         std::to_string(known.version());
  if (std::exchange(view.orderOf, of) != of) view.order = known.inOrder(view.label, view.hardFirst);
  return view.order;
}

// The chosen picture by its index in the split; -1 where it is none of it.
int chosenOf(const RunState& state, GalleryView& view) {
  const bool isOfSplit = state.picture && state.picture->split == view.split;
  if (isOfSplit && view.asked == state.picture->index) view.asked.reset();
  return view.asked.value_or(isOfSplit ? state.picture->index : -1);
}

// "test 17, Sneaker, predicted Sandal 62.0 %"
std::string nameOf(const RunState& state, const std::string& split, int index) {
  const SplitView& known = state.pictures(split);
  std::string name = split + " " + std::to_string(index) + ", " + classNameOf(state, known.label(index));
  if (const SplitView::Answer* answer = known.answer(index))
    name += ", predicted " + classNameOf(state, answer->predicted) + " " +
            shareText(static_cast<double>(answer->confidence));
  return name;
}

void choose(Frame& frame, View& view, int index) {
  view.results.gallery.asked = index;
  view.source = "picture";
  frame.outbox.emplace_back(protocol::PickImage{view.results.gallery.split, "index", index, -1});
}

// Where in the order a key leads to from a place in it.
int placeAfter(const std::string& key, int place, const Grid& grid) {
  const int page = grid.across * grid.down;
  const int by = key == "ArrowLeft"    ? -1
                 : key == "ArrowRight" ? 1
                 : key == "ArrowUp"    ? -grid.across
                 : key == "ArrowDown"  ? grid.across
                 : key == "PageUp"     ? -page
                 : key == "PageDown"   ? page
                 : key == "Home"       ? -grid.count()
                                       : grid.count();
  return std::clamp(place + by, 0, grid.count() - 1);
}

// A cross in the corner: the prediction is wrong.
void markWrong(Frame& frame, const Rect& cell) {
  const Rect box{cell.right() - kMark, cell.y, kMark, kMark};
  fill(frame, box, frame.theme.panel, 3);
  const Rect cross = box.inset(4);
  frame.draw.AddLine({cross.x, cross.y}, {cross.right(), cross.bottom()}, frame.theme.trouble, 2);
  frame.draw.AddLine({cross.right(), cross.y}, {cross.x, cross.bottom()}, frame.theme.trouble, 2);
}

// One picture of the grid. `isStop`: Tab stops at it. Returns what was done to it: "" for a press, "key:" and a key, or
// nothing.
std::optional<std::string> cell(Frame& frame, const Rect& rect, const RunState& state, View& view, int index,
                                bool isChosen, bool isStop) {
  const std::string& split = view.results.gallery.split;
  const std::string id = "gallery." + split + "." + std::to_string(index);
  const Pointing pointing = point(rect, id, true);
  pictureOf(frame, rect, state, view, split, index, isChosen);
  const SplitView& known = state.pictures(split);
  const SplitView::Answer* answer = known.answer(index);
  if (answer != nullptr && answer->predicted != known.label(index)) markWrong(frame, rect);
  const std::string name = nameOf(state, split, index);
  frame.controls.add({.id = id,
                      .role = "cell",
                      .name = name,
                      .value = isStop ? "stop" : "",
                      .valueText = {},
                      .checked = isChosen,
                      .description = name + ". A press shows it in the network panel.",
                      .rect = rect,
                      .panel = frame.controls.panel()});
  if (pointing.pressed) return "";
  return frame.controls.take(id);
}

// The rows that are shown. Choosing by keys scrolls to the chosen one.
void cells(Frame& frame, const RunState& state, View& view, const Grid& grid, int chosen) {
  GalleryView& gallery = view.results.gallery;
  const int first = gallery.firstRow * grid.across;
  const int end = std::min(grid.count(), first + grid.across * grid.down);
  const auto from = grid.order.begin();
  const bool showsChosen = std::find(from + first, from + end, chosen) != from + end;
  for (int place = first; place < end; ++place) {
    const int index = grid.order[static_cast<std::size_t>(place)];
    const bool isStop = showsChosen ? index == chosen : place == first;
    const auto act = cell(frame, grid.cell(place - first), state, view, index, index == chosen, isStop);
    if (!act) continue;
    const bool isKey = act->rfind("key:", 0) == 0;
    const int next = isKey ? placeAfter(act->substr(4), place, grid) : place;
    choose(frame, view, grid.order[static_cast<std::size_t>(next)]);
    const int nextRow = next / grid.across;
    gallery.firstRow = std::clamp(gallery.firstRow, nextRow - grid.down + 1, nextRow);
  }
}

// Which pictures, and in which order.
void fields(Frame& frame, Rect& rest, const RunState& state, GalleryView& view) {
  const float height = frame.isTouch ? 44.0F : 26.0F;
  Rect row = rest.cutTop(height, 8);
  const float width = frame.isTouch ? (row.w - 8) / 2 : 156.0F;
  const std::string& splitName = kSplits[view.split == "train" ? 1 : 0];
  const auto split = selectField(frame, row.cutLeft(width, 8), "gallery.split", "Gallery pictures", kSplits, splitName,
                                 "Which pictures are shown: those it is tested on, or those it trains on.");
  bool isOther = split.has_value();
  if (split) view.split = *split == kSplits[1] ? "train" : "test";
  isOther |= classField(frame, row.cutLeft(width, 8), "gallery.class", "Gallery class", "any class",
                        "Only pictures that are of this class.", state.dataClasses(), view.label);
  if (frame.isTouch) row = rest.cutTop(height, 8);
  const auto order = selectField(frame, row.cutLeft(width, 8), "gallery.order", "Gallery order", kOrders,
                                 kOrders[view.hardFirst ? 1 : 0],
                                 "By their numbers in the data set, or those first whose class the shown network gives "
                                 "the least probability.");
  isOther |= order.has_value();
  if (order) view.hardFirst = *order == kOrders[1];
  if (isOther) {
    view.firstRow = 0;
    view.asked.reset();
  }
  const int here = state.picturesHere(view.split);
  const int wanted = view.split == "train" ? state.dataset.trainWanted : state.dataset.testWanted;
  const std::string text = grouped(static_cast<int>(orderOf(state, view).size())) + " of " + grouped(here) + " here" +
                           (here < wanted ? ", " + grouped(wanted) + " wanted" : "");
  line(frame, row, *frame.fonts.words, frame.theme.muted, text, Align::kRight);
  mirrorText(frame, row, "gallery.count", kSplits[view.split == "train" ? 1 : 0], text);
  frame.controls.hint(row,
                      "How many there are of this class. As many are loaded as the recipe asks for: its training "
                      "images and test images.");
}

// What is known of the chosen picture, and whose predictions these are.
void caption(Frame& frame, Rect row, const RunState& state, const GalleryView& view, int chosen) {
  const SplitView& known = state.pictures(view.split);
  const protocol::Judged& who = known.whose();
  const bool isSome = chosen >= 0 && chosen < known.count();
  const std::string text = isSome ? nameOf(state, view.split, chosen) + "." : "None of these pictures is chosen.";
  const std::string said = known.judged() == known.count() && known.isJudged()
                               ? whose(state, who.weights == "pretrained", who.epoch, who.imagesSeen)
                           : view.hardFirst
                               ? "hard first once all are judged, " + grouped(known.underWay()) + " so far \u2026"
                               : grouped(known.underWay()) + " so far \u2026";
  const Rect place = frame.isTouch ? row.cutBottom(18) : row.cutRight(row.w * 0.55F);
  line(frame, place, *frame.fonts.words, frame.theme.muted, "predictions: " + said,
       frame.isTouch ? Align::kLeft : Align::kRight);
  frame.controls.hint(place, "Whose predictions they are. A cross marks those that are wrong.");
  line(frame, row, *frame.fonts.words, isSome ? frame.theme.text : frame.theme.muted, text);
  mirrorText(frame, row, "gallery.chosen", "Chosen picture", text);
  mirrorText(frame, row, "gallery.judged", "Predictions", said);
}

// Pages, and any place by the slider.
void position(Frame& frame, Rect row, const Grid& grid, int& firstRow) {
  const float side = frame.isTouch ? 44.0F : row.h;
  const int last = grid.lastFirstRow();
  const int end = std::min(grid.count(), (firstRow + grid.down) * grid.across);
  const std::string text = grid.count() == 0 ? "none"
                                             : grouped(firstRow * grid.across + 1) + "\u2013" + grouped(end) + " of " +
                                                   grouped(grid.count());
  const Rect back = row.cutLeft(side, 8);
  const Rect words = row.cutRight(frame.isTouch ? 0.0F : 172.0F);
  const Rect on = row.cutRight(side, 8);
  int next = firstRow;
  if (signButton(frame, back, "gallery.previous", "Previous page of pictures", Sign::kLeft, firstRow > 0,
                 "Turns a page back."))
    next = firstRow - grid.down;
  if (const auto moved = slider(frame, row, "gallery.position", "Place among the pictures", firstRow, std::max(1, last),
                                text, "Goes to any place among the pictures."))
    next = *moved;
  if (signButton(frame, on, "gallery.next", "Next page of pictures", Sign::kRight, firstRow < last, "Turns a page on."))
    next = firstRow + grid.down;
  firstRow = std::clamp(next, 0, last);
  if (!frame.isTouch) line(frame, words, *frame.fonts.figures, frame.theme.muted, text, Align::kRight);
  frame.controls.hint(words, "Which of the pictures are shown, in this order.");
  mirrorText(frame, words, "gallery.shown", "Shown", text);
}

}  // namespace

float galleryTab(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  GalleryView& gallery = view.results.gallery;
  gallery.isOpen = true;
  const float foot = frame.isTouch ? 44.0F : 26.0F;
  const float words = frame.isTouch ? 38.0F : 18.0F;
  const float need = (frame.isTouch ? 2 * 52 + 5 * (kPitch + 10) : 34 + 2 * kPitch) + words + 8 + foot;
  Rect rest = rect;
  fields(frame, rest, state, gallery);
  const Rect footRow = rest.cutBottom(foot, 8);
  const Rect captionRow = rest.cutBottom(words, 2);
  const Grid grid = gridOf(frame, rest, orderOf(state, gallery));
  gallery.firstRow = std::clamp(gallery.firstRow, 0, grid.lastFirstRow());
  const int chosen = chosenOf(state, gallery);
  if (grid.count() == 0) {
    const std::string why = state.picturesHere(gallery.split) == 0 ? "These pictures are not here yet."
                                                                   : "There is no picture of this class here.";
    line(frame, rest, *frame.fonts.words, frame.theme.muted, why, Align::kCentre);
    mirrorText(frame, rest, "gallery.none", "", why);
  }
  cells(frame, state, view, grid, chosen);
  caption(frame, captionRow, state, gallery, chosen);
  position(frame, footRow, grid, gallery.firstRow);
  return need;
}

}  // namespace atelier::ui
