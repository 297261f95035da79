#include <algorithm>
#include <cmath>

#include "ui/panels/results_panel.h"
#include "ui/panels/wardrobe_items.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"

namespace atelier::ui {

namespace {

constexpr float kBeside = 640;  // a width at which a row has room for all that belongs together
constexpr const char* kNewClass = "a new class";

// The names of all classes that an item can be of.
std::vector<std::string> classesOf(const RunState& state) {
  std::vector<std::string> names(state.dataClasses().begin(), state.dataClasses().end());
  names.insert(names.end(), state.wardrobe.names.begin(), state.wardrobe.names.end());
  return names;
}

void hangerSign(ImDrawList& draw, float x, float y, ImU32 colour) {
  const ImVec2 shoulders[] = {{x, y - 1.5F}, {x - 8, y + 4.5F}, {x + 8, y + 4.5F}};
  const ImVec2 hook[] = {{x, y - 1.5F}, {x, y - 3}, {x + 2, y - 4.5F}, {x + 1, y - 6.5F}, {x - 1.5F, y - 6.5F}};
  draw.AddPolyline(shoulders, 3, colour, ImDrawFlags_Closed, 1.5F);
  draw.AddPolyline(hook, 5, colour, 0, 1.5F);
}

// A new class that has come is chosen from then on.
void followNewClass(const RunState& state, WardrobeChoice& choice) {
  const auto& names = state.wardrobe.names;
  const auto found = std::find(names.begin(), names.end(), choice.newName);
  if (choice.label < 0 && !choice.newName.empty() && found != names.end()) {
    choice.label = protocol::kClasses + static_cast<int>(found - names.begin());
    choice.newName.clear();
  }
  if (choice.label >= static_cast<int>(classesOf(state).size())) choice.label = -1;
  if (choice.label < 0 && names.size() == protocol::kMostLabels - protocol::kClasses) choice.label = 0;
}

void whatField(Frame& frame, const Rect& rect, const RunState& state, WardrobeChoice& choice) {
  std::vector<std::string> options = classesOf(state);
  if (state.wardrobe.names.size() < protocol::kMostLabels - protocol::kClasses) options.emplace_back(kNewClass);
  const std::string now = choice.label < 0 ? options.back() : options[static_cast<std::size_t>(choice.label)];
  const auto chosen = selectField(frame, rect, "wardrobe.class", "What it is", options, now,
                                  "The class that the drawing is added as: one of the ten, or one of your own.");
  if (!chosen) return;
  const auto at = static_cast<int>(std::find(options.begin(), options.end(), *chosen) - options.begin());
  choice.label = *chosen == kNewClass || at == static_cast<int>(options.size()) ? -1 : at;
}

// The name of the class to come, or another one for a class of one's own. Nothing where the name stands.
void nameField(Frame& frame, const Rect& rect, const RunState& state, WardrobeChoice& choice) {
  if (choice.label < 0) {
    const auto name = textField(frame, rect, "wardrobe.name", "Name of the new class", choice.newName, "",
                                "How your own class is called: scarf, hat or whatever you draw.", "its name");
    if (name) choice.newName = *name;
  } else if (choice.label >= protocol::kClasses) {
    const auto name = textField(frame, rect, "wardrobe.rename", "Rename this class",
                                classesOf(state)[static_cast<std::size_t>(choice.label)], "",
                                "Another name for this class of your own. What was learned of it stays.");
    if (name) frame.outbox.emplace_back(protocol::RenameClass{choice.label, *name});
  }
}

void addButton(Frame& frame, const Rect& rect, const RunState& state, WardrobeChoice& choice) {
  const bool isNamed = choice.label >= 0 || !choice.newName.empty();
  const std::string about = state.seen.empty ? "Draw something first: what is on the pad goes into the wardrobe."
                            : isNamed ? "Puts what the network sees of the drawing into the wardrobe, as this class."
                                      : "Give the new class a name first.";
  if (button(frame, rect, "wardrobe.add", "Add the drawing", Look::kPlain, !state.seen.empty && isNamed, about))
    frame.outbox.emplace_back(protocol::AddToWardrobe{choice.label, choice.newName});
}

// What is done with the wardrobe as a whole, in a row of four.
void fileButtons(Frame& frame, Rect row, const RunState& state, View& view) {
  const float width = (row.w - 26) / 4;  // and something for the longest
  const bool isThere = !state.wardrobe.isEmpty();
  const auto press = [&](const char* id, const char* name, bool enabled, const char* about) {
    return button(frame, row.cutLeft(width, 6), id, name, Look::kPlain, enabled, about);
  };
  if (button(frame, row.cutLeft(width + 8, 6), "wardrobe.undo", "Take back", Look::kPlain, state.wardrobe.canUndo,
             "Takes back the last change of the wardrobe. Once more makes it again."))
    frame.outbox.emplace_back(protocol::UndoWardrobe{});
  if (press("wardrobe.export", "Export", isThere, "Saves the wardrobe as a file, to keep it or give it to others."))
    view.wish = Wish::kExportWardrobe;
  if (press("wardrobe.import", "Import", true, "Adds what is in a wardrobe's file to what is here."))
    view.wish = Wish::kImportWardrobe;
  if (press("wardrobe.clear", "Clear", isThere,
            "Empties the wardrobe, your own classes included. Take back undoes it.")) {
    frame.outbox.emplace_back(protocol::RemoveFromWardrobe{-1});
    view.results.wardrobe.item = -1;
  }
}

// What a press on Fine-tune does.
std::string aboutTuning(const RunState& state) {
  const std::string from = state.run.weights == "pretrained" ? "the pretrained model" : "the weights that are shown";
  const auto knows = static_cast<int>(state.classes.size());
  const auto unknown = std::count_if(state.wardrobe.labels.begin(), state.wardrobe.labels.end(),
                                     [=](int label) { return label >= knows; });
  return "Goes on from " + from + " for some seconds, with your wardrobe among the pictures: a new run." +
         (unknown == 0 ? "" : " It learns your own classes, too, which this network does not know yet.");
}

void shareField(Frame& frame, Rect rect, const RunState& state, View& view) {
  const auto field = std::find_if(state.fields.begin(), state.fields.end(),
                                  [](const FieldView& each) { return each.name == "wardrobe"; });
  const std::string about =
      "In what share of the places of an epoch's images something from the wardrobe is trained on instead, from 0 to "
      "0.9. Takes effect now, in any run.";
  frame.controls.hint(rect, about);
  const Rect box = rect.cutRight(56, 6);
  line(frame, rect, *frame.fonts.words, frame.theme.muted, "mix in");
  const bool isRefused = state.failed && state.failed->code == "recipe" && state.failed->field == "wardrobe";
  const std::string value = field == state.fields.end() ? "0" : field->value;
  const auto entered = textField(frame, box, "wardrobe.share", "Share mixed into training",
                                 isRefused ? view.lastField.value : value, isRefused ? state.failed->text : "", about);
  if (frame.controls.take("wardrobe.share.escaped")) view.dismissesRefusal = true;
  if (!entered) return;
  view.lastField = {"wardrobe", *entered};
  frame.outbox.emplace_back(view.lastField);
}

// The share, the button that fine-tunes, and what that does. Returns the height.
float tuning(Frame& frame, Rect rect, const RunState& state, View& view) {
  const float height = frame.controlHeight();
  const float top = rect.y;
  Rect row = rect.cutTop(height, 6);
  if (button(frame, row.cutLeft(frame.isTouch ? 120 : 92, 12), "wardrobe.tune", "Fine-tune", Look::kPrimary,
             state.wardrobe.count() > 0, aboutTuning(state)))
    frame.outbox.emplace_back(protocol::FineTune{});
  shareField(frame, row.cutLeft(110, 14), state, view);
  const std::string text = aboutTuning(state);
  const bool isBeside = row.w >= 360;
  const Rect words = isBeside ? Rect{row.x, row.y - 3, row.w, row.h} : rect;
  const float used = paragraph(frame, words, *frame.fonts.words, frame.theme.muted, text);
  return isBeside ? std::max(height, used) : rect.y + used - top;
}

}  // namespace

float wardrobeTab(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  WardrobeChoice& choice = view.results.wardrobe;
  followNewClass(state, choice);
  const float height = frame.controlHeight();
  const bool isBeside = rect.w >= kBeside;
  Rect rest = rect;
  Rect first = rest.cutTop(height, 8);
  if (isBeside) fileButtons(frame, first.cutRight(290, 12), state, view);
  const float third = std::floor((first.w - 16) / 3);
  const bool hasName = choice.label < 0 || choice.label >= protocol::kClasses;
  const float half = hasName ? std::floor((first.w - 8) / 2) : first.w;
  whatField(frame, first.cutLeft(isBeside ? third : half, 8), state, choice);
  nameField(frame, isBeside ? first.cutLeft(third, 8) : first, state, choice);
  addButton(frame, isBeside ? first : rest.cutTop(height, 8), state, choice);
  rest.cutTop(tuning(frame, rest, state, view), 10);
  if (!isBeside) fileButtons(frame, rest.cutTop(height, 8), state, view);
  const float items = wardrobeItems(frame, rest, classesOf(state), state, choice);
  return rest.y - rect.y + items;
}

void wardrobeButton(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  WardrobeChoice& choice = view.results.wardrobe;
  followNewClass(state, choice);
  const bool isKnown = choice.label >= 0;
  const int count = isKnown ? state.wardrobe.countOf(choice.label) : 0;
  const std::string name =
      isKnown ? "Add as " + classesOf(state)[static_cast<std::size_t>(choice.label)] : "Add to wardrobe";
  const std::string about =
      isKnown ? name + ": puts the drawing into the wardrobe, which has " + std::to_string(count) +
                    " of this class. Other classes are chosen there, among the results."
              : "Goes to the wardrobe, among the results, where drawings are labelled for the network to learn from.";
  const bool isEnabled = !state.seen.empty;
  const bool isWide = rect.w >= 100;
  if (!button(frame, rect, "wardrobe.quick", name, Look::kPlain, isEnabled, about, isWide ? nullptr : hangerSign))
    return;
  if (isKnown) {
    frame.outbox.emplace_back(protocol::AddToWardrobe{choice.label, ""});
  } else {
    view.results.tab = kWardrobeTab;
    view.tab = Tab::kResults;
    view.seeksResults = true;
  }
}

}  // namespace atelier::ui
