#include "ui/panels/network_editor.h"

#include <algorithm>

#include "ui/layer_text.h"
#include "ui/layers/layer_kind.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/fields.h"

namespace atelier::ui {

namespace {

std::string shapeText(const LayerView& layer) {
  std::string shape = std::to_string(layer.channels);
  if (layer.isPictures())
    shape = std::to_string(layer.height) + "\u00d7" + std::to_string(layer.width) + "\u00d7" + shape;
  return shape + " \u00b7 " + grouped(layer.parameters);
}

class Editor {
 public:
  Editor(Frame& frame, const RunState& state, View& view)
      : frame_(frame), state_(state), view_(view), edit_(view.network) {}

  float draw(Rect rect) {
    const float top = rect.y;
    edit_.follow(state_);
    text(rect);
    list(rect);
    adding(rect.cutTop(height(), 6));
    return rect.y - top;
  }

 private:
  float height() const { return frame_.isTouch ? 44.0F : 26.0F; }

  void send(const NetworkEdit::Commands& commands) {
    frame_.outbox.insert(frame_.outbox.end(), commands.begin(), commands.end());
  }

  void text(Rect& rect) {
    const float tall = std::max(textAreaHeight(frame_, rect.w, edit_.text()), frame_.controlHeight());
    TextTrouble trouble = edit_.trouble();
    if (trouble.text.empty() && state_.failed && state_.failed->field == "network" && !edit_.isOpen())
      trouble.text = state_.failed->text;
    const TextEdit done =
        textArea(frame_, rect.cutTop(tall, 4), "field.network", "Network", edit_.text(), trouble,
                 "The layers from the input on, with bars between them. Enter applies them; they take "
                 "effect after a reset.");
    if (!trouble.text.empty() && !edit_.isByRows())
      rect.cutTop(paragraph(frame_, rect, *frame_.fonts.words, frame_.theme.trouble, trouble.text), 4);
    rect.cutTop(2);
    if (done.typed) send(edit_.type(*done.typed));
    if (done.entered) send(edit_.enter(*done.entered));
    if (!done.escaped) return;
    edit_.giveUp();
    view_.dismissesRefusal = true;
  }

  // The rows in a well; a chosen one has its numbers and buttons below it.
  void list(Rect& rect) {
    const std::vector<LayerRow> rows = edit_.rows();  // as they are now: a change shows in the next frame
    const int selected = edit_.selected();
    std::string spoken;
    float tall = 8;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i)
      tall += heightOf(rect.w, rows[static_cast<std::size_t>(i)], i == selected);
    const Rect box{rect.x, rect.y, rect.w, tall};
    fill(frame_, box, frame_.theme.well, 6);
    outline(frame_, box, frame_.theme.hairline, 6);
    rect.cutTop(4);
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
      const LayerRow& layer = rows[static_cast<std::size_t>(i)];
      Rect place = rect.cutTop(heightOf(rect.w, layer, i == selected));
      row(place.cutTop(rowHeight(rect.w, layer)), i, layer, i == selected);
      if (const std::string error = shownError(layer); !error.empty())
        place.cutTop(paragraph(frame_, words(place), *frame_.fonts.words, frame_.theme.trouble, error), 4);
      if (i == selected) settings(place, i, layer, static_cast<int>(rows.size()));
      spoken += layer.text + (layer.view ? ": " + shapeText(*layer.view) + " parameters. " : ". ");
    }
    rect.cutTop(4, 6);
    mirrorText(frame_, box, "layers", "Layers, output and parameters", spoken);
  }

  // Where the words of a row are.
  static Rect words(const Rect& rect) { return {rect.x + 10, rect.y, rect.w - 20, rect.h}; }

  // Of changes to the text it is shown there.
  std::string shownError(const LayerRow& layer) const { return edit_.isByRows() ? layer.error : ""; }

  bool fitsOneLine(float width, const LayerRow& layer) const {
    const ImFont& font = *frame_.fonts.figures;
    const float shape = layer.view ? textSize(font, shapeText(*layer.view)).x : 10;
    return textSize(font, layer.text).x + shape + 10 <= width - 20;
  }
  float rowHeight(float width, const LayerRow& layer) const {
    return fitsOneLine(width, layer) ? height() : std::max(height(), 42.0F);
  }
  float heightOf(float width, const LayerRow& layer, bool isSelected) const {
    float tall = rowHeight(width, layer);
    const std::string error = shownError(layer);
    if (!error.empty()) tall += paragraphHeight(*frame_.fonts.words, error, width - 20) + 4;
    if (isSelected) tall += (numbersOf(layer.text).empty() ? 0 : 18 + height() + 6) + height() + 8;
    return tall;
  }

  static std::string aboutRow(const std::string& text) {
    const std::string about(layerKind(kindOf(text)).about);
    return about + (about.empty() ? "" : " ") + "Press to set, move or remove this layer.";
  }

  // A layer, to be chosen.
  void row(const Rect& rect, int index, const LayerRow& layer, bool isSelected) {
    const Theme& t = frame_.theme;
    const ImFont& font = *frame_.fonts.figures;
    const std::string name = "Layer " + std::to_string(index + 1) + ": " + layer.text;
    const std::string shape = layer.view ? shapeText(*layer.view) : "\u2013";
    if (rowButton(frame_, rect, "row." + std::to_string(index), name, isSelected, shownError(layer),
                  aboutRow(layer.text)))
      edit_.select(index);
    Rect line1 = words(rect);
    Rect line2 = line1;
    if (!fitsOneLine(rect.w, layer)) {
      line1 = {line1.x, rect.middleY() - 18, line1.w, 18};
      line2 = {line1.x, rect.middleY(), line1.w, 18};
    }
    line(frame_, line1, font, !layer.error.empty() ? t.trouble : isSelected ? t.accent : t.text, layer.text);
    line(frame_, line2, font, t.muted, shape, Align::kRight);
  }

  // What can be done with the chosen layer: its numbers, and its place.
  void settings(Rect rect, int index, const LayerRow& layer, int count) {
    rect = words(rect);
    const auto numbers = numbersOf(layer.text);
    if (!numbers.empty()) numberFields(rect.cutTop(18 + height(), 6), index, layer.text, numbers);
    Rect buttons = rect.cutTop(height());
    const float side = frame_.isTouch ? 52.0F : 32.0F;
    const bool isFree = !frame_.controls.isFixed();
    if (signButton(frame_, buttons.cutLeft(side, 4), "row.up", "Move layer up", Sign::kUp, isFree && index > 0,
                   "Moves the chosen layer one towards the input, after a reset."))
      send(edit_.move(index, -1));
    if (signButton(frame_, buttons.cutLeft(side, 4), "row.down", "Move layer down", Sign::kDown,
                   isFree && index + 1 < count, "Moves the chosen layer one towards the classes, after a reset."))
      send(edit_.move(index, 1));
    if (button(frame_, buttons.cutRight(frame_.isTouch ? 120.0F : 96.0F), "row.remove", "Remove layer", Look::kPlain,
               isFree && count > 1, "Takes the chosen layer out of the network, after a reset."))
      send(edit_.remove(index));
  }

  void numberFields(Rect rect, int index, const std::string& layer, const std::vector<LayerNumber>& numbers) {
    const float width = (rect.w - 3 * 6) / 4;
    for (const LayerNumber& number : numbers) {
      Rect place = rect.cutLeft(width, 6);
      line(frame_, place.cutTop(18), *frame_.fonts.words, frame_.theme.muted, number.name);
      if (const auto value = textField(frame_, place, "row." + number.name, "Layer " + number.name, number.value, "",
                                       "The chosen layer's " + number.name + ". Takes effect after a reset."))
        send(edit_.set(index, withNumber(layer, number.name, *value)));
    }
  }

  void adding(Rect rect) {
    std::string& kind = view_.newLayer;
    std::vector<std::string> kinds;
    for (const LayerKind& each : layerKinds()) {
      if (!each.example.empty()) kinds.emplace_back(each.example);
    }
    if (kind.empty()) kind = kinds.front();
    if (button(frame_, rect.cutRight(frame_.isTouch ? 110.0F : 76.0F, 6), "addLayer", "Add layer", Look::kPlain,
               !frame_.controls.isFixed(),
               "Adds it after the chosen layer, or before the last dense one. Takes effect after a reset."))
      send(edit_.add(kind));
    if (const auto chosen = selectField(frame_, rect, "newLayer", "New layer", kinds, kind,
                                        "The kind of layer that Add layer adds. Its numbers can be changed then."))
      kind = *chosen;
  }

  Frame& frame_;
  const RunState& state_;
  View& view_;
  NetworkEdit& edit_;
};

}  // namespace

float networkEditor(Frame& frame, const Rect& rect, const RunState& state, View& view) {
  return Editor(frame, state, view).draw(rect);
}

}  // namespace atelier::ui
