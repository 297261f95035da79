#include "ui/panels/panels.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

void heading(Frame& frame, Rect row, const std::string& title, const std::string& note) {
  const float width = textSize(*frame.fonts.strong, title).x;
  line(frame, row.cutLeft(width + 1, 12), *frame.fonts.strong, frame.theme.text, title);
  line(frame, row, *frame.fonts.words, frame.theme.muted, note, Align::kRight);
}

void presetField(Frame& frame, Rect row, const RunState& state) {
  std::vector<std::string> names;
  for (const protocol::Row& preset : state.presets) names.push_back(preset[0]);
  if (state.recipe.preset.empty()) names.insert(names.begin(), "own recipe");
  std::string about = "Your own recipe.";
  for (const protocol::Row& preset : state.presets) {
    if (preset[0] == state.recipe.preset && preset.size() > 2) about = preset[2];
  }
  const std::string value = state.recipe.preset.empty() ? "own recipe" : state.recipe.preset;
  line(frame, row.cutLeft(62, 4), *frame.fonts.words, frame.theme.muted, "Preset");
  const auto chosen = selectField(frame, row, "preset", "Preset", names, value, about);
  if (chosen && *chosen != "own recipe") frame.outbox.emplace_back(protocol::SetRecipe{*chosen});
}

std::string shapeText(const LayerView& layer) {
  std::string shape = std::to_string(layer.channels);
  if (layer.height * layer.width > 1)
    shape = std::to_string(layer.height) + "\u00d7" + std::to_string(layer.width) + "\u00d7" + shape;
  return shape + " \u00b7 " + grouped(layer.parameters);
}

// Each layer with its output's shape and its number of parameters. Returns the height.
float layerList(Frame& frame, const Rect& rect, const RunState& state) {
  const auto isOwn = [](const LayerView& layer) { return layer.kind != "input" && layer.kind != "softmax"; };
  const auto count = std::count_if(state.editedLayers.begin(), state.editedLayers.end(), isOwn);
  const Rect box{rect.x, rect.y, rect.w, static_cast<float>(count) * 20 + 14};
  fill(frame, box, frame.theme.well, 6);
  outline(frame, box, frame.theme.hairline, 6);
  Rect rest{box.x + 10, box.y + 7, box.w - 20, box.h - 14};
  std::string spoken;
  for (const LayerView& layer : state.editedLayers) {
    if (!isOwn(layer)) continue;
    Rect row = rest.cutTop(20);
    const std::string shape = shapeText(layer);
    line(frame, row.cutRight(textSize(*frame.fonts.figures, shape).x + 1, 6), *frame.fonts.figures, frame.theme.muted,
         shape, Align::kRight);
    line(frame, row, *frame.fonts.figures, frame.theme.text, layer.text);
    spoken += layer.text + ": " + shape + " parameters. ";
  }
  mirrorText(frame, box, "layers", "Layers, output and parameters", spoken);
  return box.h;
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

// A field below its label, or beside it; then what is wrong with it. Returns the height.
float recipeField(Frame& frame, Rect rect, const RunState& state, const FieldView& field) {
  const float top = rect.y;
  const bool isLong = field.kind == "text";
  const std::string when = field.now ? "now" : "after reset";
  const std::string error = errorOf(state, field.name);
  const std::string about = std::string("Takes effect ") + (field.now ? "now." : "after a reset.") +
                            (field.pending ? " The run still has another value: press Reset." : "");
  Rect row = rect.cutTop(isLong ? 20 : frame.controlHeight(), isLong ? 2 : 4);
  Rect box;
  if (isLong) {
    line(frame, row.cutRight(80), *frame.fonts.words, field.pending ? frame.theme.accent : frame.theme.muted, when,
         Align::kRight);
    line(frame, row, *frame.fonts.words, frame.theme.muted, field.label);
    box = rect.cutTop(frame.controlHeight(), 4);
  } else {
    const float width = field.kind == "choice" ? 100.0F : 76.0F;
    box = row.cutRight(frame.isTouch ? 132.0F : width, 4);
    const float labelEnds = std::min(row.right(), row.x + textSize(*frame.fonts.words, field.label).x);
    if (field.pending || !field.now) markWaiting(frame, labelEnds + 9, row.middleY(), field.pending);
    line(frame, row, *frame.fonts.words, frame.theme.muted, field.label);
  }
  const auto value =
      field.kind == "choice"
          ? selectField(frame, box, "field." + field.name, field.label, field.choices, field.value, about)
          : textField(frame, box, "field." + field.name, field.label, field.value, error, about);
  if (value) frame.outbox.emplace_back(protocol::SetField{field.name, *value});
  if (!error.empty()) rect.cutTop(paragraph(frame, rect, *frame.fonts.words, frame.theme.trouble, error), 6);
  return rect.y - top;
}

bool isData(const FieldView& field) { return field.name == "train" || field.name == "test"; }

std::string loadedText(const protocol::Dataset& data) {
  const std::string all = grouped(data.train) + " + " + grouped(data.test);
  if (data.train >= data.trainWanted && data.test >= data.testWanted) {
    return "all here" + (data.bytes > 0 ? ", " + decimal(data.bytes / 1e6, 1) + " MB" : std::string());
  }
  return all + " of " + grouped(data.trainWanted) + " + " + grouped(data.testWanted);
}

float dataSection(Frame& frame, Rect rect, const RunState& state) {
  const float top = rect.y;
  const protocol::Dataset& data = state.dataset;
  heading(frame, rect.cutTop(24, 4), "Data", data.name);
  for (const FieldView& field : state.fields) {
    if (isData(field)) rect.cutTop(recipeField(frame, rect, state, field));
  }
  const double wanted = data.trainWanted + data.testWanted;
  const double here = std::min(data.train, data.trainWanted) + std::min(data.test, data.testWanted);
  rect.cutTop(4);
  progressBar(frame, rect.cutTop(8, 4), wanted > 0 ? here / wanted : 0);
  const Rect words = rect.cutTop(20, 0);
  line(frame, words, *frame.fonts.words, frame.theme.muted, loadedText(data));
  mirrorText(frame, words, "loaded", data.name.empty() ? "Data" : data.name,
             grouped(data.train) + " training and " + grouped(data.test) + " test images are here.");
  return rect.y - top;
}

float recipeText(Frame& frame, Rect rect, const RunState& state) {
  const float top = rect.y;
  line(frame, rect.cutTop(20, 2), *frame.fonts.words, frame.theme.muted, "As one line of text");
  const std::string error = errorOf(state, "");
  const auto text = textField(frame, rect.cutTop(frame.controlHeight(), 4), "recipe", "Recipe", state.recipe.recipe,
                              error, "The whole recipe as text. Enter applies it.");
  if (text) frame.outbox.emplace_back(protocol::SetRecipe{*text});
  if (!error.empty()) {
    const std::string where =
        state.failed->position >= 0 ? "Character " + std::to_string(state.failed->position + 1) + ": " : "";
    rect.cutTop(paragraph(frame, rect, *frame.fonts.words, frame.theme.trouble, where + error), 4);
  }
  return rect.y - top;
}

}  // namespace

float recipePanel(Frame& frame, const Rect& rect, const RunState& state) {
  Rect rest = beginPanel(frame, rect, "Recipe");
  const bool pending =
      std::any_of(state.fields.begin(), state.fields.end(), [](const FieldView& f) { return f.pending; });
  heading(frame, rest.cutTop(18, 8), "Recipe", "");
  if (state.fields.empty()) {
    line(frame, rest.cutTop(20), *frame.fonts.words, frame.theme.muted, "waiting for the engine \u2026");
    return 120;
  }
  presetField(frame, rest.cutTop(frame.controlHeight(), 8), state);
  rest.cutTop(layerList(frame, rest, state), 8);
  for (const FieldView& field : state.fields) {
    if (!isData(field)) rest.cutTop(recipeField(frame, rest, state, field));
  }
  const Rect legendRow = rest.cutTop(20, 8);
  markWaiting(frame, legendRow.x + 3, legendRow.middleY(), pending);
  line(frame, {legendRow.x + 12, legendRow.y, legendRow.w - 12, legendRow.h}, *frame.fonts.words,
       pending ? frame.theme.accent : frame.theme.muted,
       pending ? "changed: press Reset to apply" : "after Reset; the others at once");
  rest.cutTop(dataSection(frame, rest, state), 6);
  rest.cutTop(recipeText(frame, rest, state));
  return rest.y - rect.y + 10;
}

}  // namespace atelier::ui
