#include <algorithm>
#include <cmath>

#include "ui/panels/network_editor.h"
#include "ui/panels/overlays.h"
#include "ui/panels/panels.h"
#include "ui/panels/recipe_groups.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"

namespace atelier::ui {

namespace {

constexpr const char* kFixed = "Whoever made this link has fixed the recipe: it can be seen, and not changed here.";

void heading(Frame& frame, Rect row, const std::string& title, const std::string& note, bool isAccented, View& view) {
  const float width = textSize(*frame.fonts.strong, title).x;
  line(frame, row.cutLeft(width + 1, 4), *frame.fonts.strong, frame.theme.text, title);
  helpButton(frame, row.cutLeft(helpButtonWidth(frame), 8), HelpTopic::kRecipe, view);
  line(frame, row, *frame.fonts.words, isAccented ? frame.theme.accent : frame.theme.muted, note, Align::kRight);
}

void presetField(Frame& frame, Rect row, const RunState& state) {
  std::vector<std::string> names;
  for (const protocol::Row& preset : state.presets) names.push_back(preset[0]);
  if (state.recipe.preset.empty()) names.insert(names.begin(), "own recipe");
  std::string about = "Recipes with a name. Yours is none of them.";
  for (const protocol::Row& preset : state.presets) {
    if (preset[0] == state.recipe.preset && preset.size() > 2) about = preset[2];
  }
  about += " Choosing one fills in the recipe; Reset starts it.";
  const std::string value = state.recipe.preset.empty() ? "own recipe" : state.recipe.preset;
  frame.controls.hint(row, about);
  line(frame, row.cutLeft(62, 4), *frame.fonts.words, frame.theme.muted, "Preset");
  const auto chosen = selectField(frame, row, "preset", "Preset", names, value, about);
  if (chosen && *chosen != "own recipe") frame.outbox.emplace_back(protocol::SetRecipe{*chosen});
}

std::string errorOf(const RunState& state, const std::string& field) {
  if (!state.failed || state.failed->code != "recipe" || state.failed->field != field) return "";
  return state.failed->text;
}

// The mark of a field that takes effect after a reset: a ring, or a full dot where the run still has another value.
void markWaiting(Frame& frame, float x, float y, bool pending) {
  if (pending) {
    frame.draw.AddCircleFilled({x, y}, 3, frame.theme.accent, 16);
  } else {
    frame.draw.AddCircle({x, y}, 2.5F, frame.theme.muted, 16);
  }
}

// A field beside its label; then what is wrong with it. Returns the height.
float recipeField(Frame& frame, Rect rect, const RunState& state, const FieldView& field, View& view) {
  const float top = rect.y;
  const std::string error = errorOf(state, field.name);
  const std::string about = field.about + (field.now ? " Takes effect now." : " Takes effect after a reset.") +
                            (field.pending ? " The run still has another value: press Reset." : "");
  Rect row = rect.cutTop(frame.isTouch ? 44.0F : 26.0F, frame.isTouch ? 4 : 3);
  const Rect box = row.cutRight(frame.isTouch ? 132.0F : field.kind == "choice" ? 92.0F : 68.0F, 4);
  const float labelEnds = std::min(row.right() - 12, row.x + textSize(*frame.fonts.words, field.label).x);
  if (field.pending || !field.now) markWaiting(frame, labelEnds + 8, row.middleY(), field.pending);
  line(frame, {row.x, row.y, labelEnds - row.x + 1, row.h}, *frame.fonts.words, frame.theme.muted, field.label);
  frame.controls.hint(row, about);
  const bool isRefused = !error.empty() && view.lastField.name == field.name;
  const std::string id = "field." + field.name;
  const auto value =
      field.kind == "choice"
          ? selectField(frame, box, id, field.label, field.choices, field.value, about)
          : textField(frame, box, id, field.label, isRefused ? view.lastField.value : field.value, error, about);
  if (value) {
    view.lastField = {field.name, *value};
    frame.outbox.emplace_back(view.lastField);
  }
  if (frame.controls.take(id + ".escaped")) view.dismissesRefusal = true;
  if (!error.empty()) rect.cutTop(paragraph(frame, rect, *frame.fonts.words, frame.theme.trouble, error), 6);
  return rect.y - top;
}

std::string loadedText(const protocol::Dataset& data) {
  const std::string all = grouped(data.train) + " + " + grouped(data.test);
  if (data.train >= data.trainWanted && data.test >= data.testWanted) {
    return "all here" + (data.bytes > 0 ? ", " + decimal(data.bytes / 1e6, 1) + " MB" : std::string());
  }
  return all + " of " + grouped(data.trainWanted) + " + " + grouped(data.testWanted);
}

// How much of the data is here. Returns the height.
float loaded(Frame& frame, Rect rect, const RunState& state) {
  const float top = rect.y;
  const protocol::Dataset& data = state.dataset;
  const double wanted = data.trainWanted + data.testWanted;
  const double here = std::min(data.train, data.trainWanted) + std::min(data.test, data.testWanted);
  rect.cutTop(4);
  progressBar(frame, rect.cutTop(8, 4), wanted > 0 ? here / wanted : 0);
  const Rect words = rect.cutTop(20, 2);
  line(frame, words, *frame.fonts.words, frame.theme.muted, loadedText(data));
  frame.controls.hint(words, "How many training and test images have come, of those that the recipe asks for.");
  mirrorText(frame, words, "loaded", data.name.empty() ? "Data" : data.name,
             grouped(data.train) + " training and " + grouped(data.test) + " test images are here.");
  return rect.y - top;
}

bool isShown(const FieldView& field, std::size_t group) {
  return field.name != "network" && groupOf(field.name) == group;
}

// What stands beside a group's heading: the data set's name, or the values that are folded away.
std::string noteOf(const RunState& state, std::size_t group, bool isOpen) {
  if (group + 1 == kFieldGroups.size() && isOpen) return state.dataset.name;
  std::string note;
  for (const FieldView& field : state.fields) {
    if (!isOpen && isShown(field, group)) note += (note.empty() ? "" : " \u00b7 ") + field.value;
  }
  return note;
}

// A group under its heading. Returns the height.
float fieldGroup(Frame& frame, Rect rect, const RunState& state, View& view, std::size_t group) {
  const float top = rect.y;
  // On a phone the first two alone are open at first, so that all headings are in sight.
  const bool wasOpen = view.opensGroup[group].value_or(!frame.isTouch || group < 2);
  frame.draw.AddLine({rect.x, std::round(rect.y)}, {rect.right(), std::round(rect.y)}, frame.theme.hairline);
  rect.cutTop(4);
  const Rect row = rect.cutTop(frame.isTouch ? 44 : 26, 2);
  const std::string title = kFieldGroups[group].title;
  const bool isOpen = disclosure(frame, row, "group." + std::to_string(group), title, wasOpen,
                                 "Shows or hides these fields. Changes nothing in the recipe.");
  const float titleEnds = row.x + 14 + textSize(*frame.fonts.strong, title).x + 12;
  line(frame, {titleEnds, row.y, row.right() - titleEnds, row.h}, *frame.fonts.words, frame.theme.muted,
       noteOf(state, group, wasOpen), Align::kRight);
  for (const FieldView& field : state.fields) {
    if (field.name == "network" && group == 0) markWaiting(frame, titleEnds - 4, row.middleY(), field.pending);
  }
  if (isOpen != wasOpen) view.opensGroup[group] = isOpen;
  if (!wasOpen) return rect.y - top;
  if (group == 0) rect.cutTop(networkEditor(frame, rect, state, view), 2);
  for (const FieldView& field : state.fields) {
    if (isShown(field, group)) rect.cutTop(recipeField(frame, rect, state, field, view));
  }
  if (group + 1 == kFieldGroups.size()) rect.cutTop(loaded(frame, rect, state));
  return rect.y + 3 - top;
}

float recipeText(Frame& frame, Rect rect, const RunState& state, View& view) {
  const float top = rect.y;
  constexpr const char* kAbout =
      "The whole recipe as text, to copy or to change. Enter applies it; what needs a reset waits for it.";
  const Rect name = rect.cutTop(20, 2);
  line(frame, name, *frame.fonts.words, frame.theme.muted, "As one line of text");
  frame.controls.hint(name, kAbout);
  const std::string error = errorOf(state, "");
  const bool isRefused = !error.empty() && view.lastField.name.empty() && !view.lastField.value.empty();
  const auto text = textField(frame, rect.cutTop(frame.controlHeight(), 4), "recipe", "Recipe",
                              isRefused ? view.lastField.value : state.recipe.recipe, error, kAbout);
  if (text) {
    view.lastField = {"", *text};
    frame.outbox.emplace_back(protocol::SetRecipe{*text});
  }
  if (frame.controls.take("recipe.escaped")) view.dismissesRefusal = true;
  if (!error.empty()) {
    const std::string where =
        state.failed->position >= 0 ? "Character " + std::to_string(state.failed->position + 1) + ": " : "";
    rect.cutTop(paragraph(frame, rect, *frame.fonts.words, frame.theme.trouble, where + error), 4);
  }
  return rect.y - top;
}

// The panel's name, and what the marks beside the fields mean.
void title(Frame& frame, Rect row, const RunState& state, View& view) {
  const bool pending =
      std::any_of(state.fields.begin(), state.fields.end(), [](const FieldView& f) { return f.pending; });
  const std::string note = pending ? "Reset applies changes" : "after Reset";
  heading(frame, row, "Recipe", state.fields.empty() ? "" : note, pending, view);
  const float begins = row.right() - textSize(*frame.fonts.words, note).x;
  if (state.fields.empty()) return;
  markWaiting(frame, begins - 9, row.middleY(), pending);
  frame.controls.hint({begins - 14, row.y, row.right() - begins + 14, row.h},
                      pending ? "The run still has other values where there is a full dot: Reset begins one with these."
                              : "Fields with a ring take effect when Reset begins a new run.");
}

}  // namespace

float recipePanel(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  Rect rest = beginPanel(frame, rect, "Recipe");
  title(frame, frame.isTouch ? rest.cutTop(36, 8) : rest.cutTop(18, 8), state, view);
  if (state.fields.empty()) {
    line(frame, rest.cutTop(20), *frame.fonts.words, frame.theme.muted, "waiting for the engine \u2026");
    return 120;
  }
  if (view.recipeIsFixed) {
    rest.cutTop(paragraph(frame, rest, *frame.fonts.words, frame.theme.muted, kFixed), 8);
    mirrorText(frame, {rest.x, rest.y - 24, rest.w, 20}, "recipe.fixed", "Fixed", kFixed);
    frame.controls.fix(kFixed);
  }
  presetField(frame, rest.cutTop(frame.isTouch ? 44 : 26, 8), state);
  for (std::size_t group = 0; group < kFieldGroups.size(); ++group)
    rest.cutTop(fieldGroup(frame, rest, state, view, group));
  frame.draw.AddLine({rest.x, std::round(rest.y)}, {rest.right(), std::round(rest.y)}, frame.theme.hairline);
  rest.cutTop(6);
  rest.cutTop(recipeText(frame, rest, state, view));
  frame.controls.fix("");
  return rest.y - rect.y + 10;
}

}  // namespace atelier::ui
