#include "ui/panels/wardrobe_items.h"

#include <algorithm>

#include "ui/panels/results_panel.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pictures.h"

namespace atelier::ui {

namespace {

constexpr float kPicture = 56;  // two pixels for each of an item's
constexpr float kStep = 64;
constexpr float kRow = kPicture + 20;

std::string nameOf(const std::vector<std::string>& classes, const WardrobeView& wardrobe, int item) {
  const auto label = static_cast<std::size_t>(wardrobe.labels[static_cast<std::size_t>(item)]);
  return label < classes.size() ? classes[label] : "";
}

void drawItem(Frame& frame, const Rect& box, const std::string& name, const RunState& state, WardrobeChoice& choice,
              int item) {
  const bool isChosen = choice.item == item;
  const std::string about =
      isChosen ? "Is chosen: Remove takes it out. A press lets it go." : "Chooses it, to take it out.";
  if (rowButton(frame, box, "wardrobe.item." + std::to_string(item), "Item " + std::to_string(item + 1) + ", " + name,
                isChosen, "", about))
    choice.item = isChosen ? -1 : item;
  const bool isPointedAt = greys(frame, box, 28, 28, state.wardrobe.picture(item)).has_value();
  const Rect around{box.x - 2, box.y - 2, box.w + 4, box.h + 4};
  if (isChosen || isPointedAt) outline(frame, around, isChosen ? frame.theme.accent : frame.theme.muted, 4, 2);
  line(frame, {box.x - 3, box.bottom() + 1, box.w + 6, 15}, *frame.fonts.words,
       isChosen ? frame.theme.text : frame.theme.muted, name, Align::kCentre);
}

// "12 items: 10 Scarf, 2 Bag"
std::string summaryOf(const std::vector<std::string>& classes, const WardrobeView& wardrobe) {
  std::string text = std::to_string(wardrobe.count()) + (wardrobe.count() == 1 ? " item" : " items");
  const char* before = ": ";
  for (std::size_t label = 0; label < classes.size(); ++label) {
    const int count = wardrobe.countOf(static_cast<int>(label));
    if (count == 0) continue;
    text.append(before).append(std::to_string(count)).append(" ").append(classes[label]);
    before = ", ";
  }
  return text;
}

}  // namespace

float wardrobeItems(Frame& frame, const Rect& rect, const std::vector<std::string>& classes, const RunState& state,
                    WardrobeChoice& choice) {
  const WardrobeView& wardrobe = state.wardrobe;
  if (wardrobe.count() == 0) {
    const std::string text =
        "Your wardrobe is empty. Draw something on the pad, say here what it is, and add it: one of the ten classes, "
        "or "
        "one of your own. Ten drawings and Fine-tune are enough for the network to know it.";
    mirrorText(frame, rect, "wardrobe.empty", "Wardrobe", text);
    return paragraph(frame, rect, *frame.fonts.words, frame.theme.muted, text);
  }
  if (choice.item >= wardrobe.count()) choice.item = -1;
  Rect rest = rect;
  const float footHeight = frame.isTouch ? 44 : 26;
  const int across = std::max(1, static_cast<int>((rest.w + 8) / kStep));
  const float least = (frame.isTouch ? 3 : 1) * kRow;
  const int down = std::max(1, static_cast<int>(std::max(least, rest.h - footHeight - 8) / kRow));
  const Rect grid = rest.cutTop(kRow * static_cast<float>(down), 4);
  Rect foot = rest.cutTop(footHeight);
  const Span shown = pager(frame, foot, "wardrobe.pages", "items", wardrobe.count(), across * down, choice.page);
  foot.cutRight(frame.isTouch ? 190 : 150);
  if (button(frame, foot.cutLeft(82, 10), "wardrobe.remove", "Remove", Look::kPlain, choice.item >= 0,
             choice.item < 0 ? "Takes out the item that is chosen: press one first."
                             : "Takes the chosen item out of the wardrobe. Take back undoes it.")) {
    frame.outbox.emplace_back(protocol::RemoveFromWardrobe{choice.item});
    choice.item = -1;
  }
  const std::string summary = summaryOf(classes, wardrobe);
  line(frame, foot, *frame.fonts.words, frame.theme.muted, summary);
  frame.controls.hint(foot, summary + ".");
  mirrorText(frame, foot, "wardrobe.summary", "Wardrobe", summary);
  const auto items = wardrobe.byClass();
  for (int i = shown.first; i < shown.end; ++i) {
    const int place = i - shown.first;
    const int item = items[static_cast<std::size_t>(i)];
    const int row = place / across;
    const Rect box{grid.x + 3 + static_cast<float>(place % across) * kStep, grid.y + 2 + static_cast<float>(row) * kRow,
                   kPicture, kPicture};
    drawItem(frame, box, nameOf(classes, wardrobe, item), state, choice, item);
  }
  return least + 4 + footHeight;
}

}  // namespace atelier::ui
