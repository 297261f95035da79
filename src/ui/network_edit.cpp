#include "ui/network_edit.h"

#include <algorithm>

#include "ui/layer_text.h"
#include "ui/layers/layer_kind.h"

namespace atelier::ui {

namespace {

// Without the input and the softmax.
std::vector<LayerView> ownLayers(const std::vector<LayerView>& layers) {
  if (layers.size() < 2) return {};
  return {layers.begin() + 1, layers.end() - 1};
}

std::string textOf(const std::vector<LayerView>& layers) {
  std::vector<std::string> texts;
  for (const LayerView& layer : layers) texts.push_back(layer.text);
  return networkOf(texts);
}

std::string recipesNetwork(const RunState& state) {
  for (const FieldView& field : state.fields) {
    if (field.name == "network") return field.value;
  }
  return "";
}

}  // namespace

void NetworkEdit::follow(const RunState& state) {
  const protocol::NetworkChecked& checked = state.checked;
  const bool isChecked = isOpen_ && checked.text == text_;
  const bool isRight = isChecked && checked.error.empty();
  const auto answered = isRight ? ownLayers(readLayers(checked.layers)) : std::vector<LayerView>();
  const std::string now = recipesNetwork(state);
  if (now != engines_ || (isRight && textOf(answered) == now)) isOpen_ = false;
  engines_ = now;
  if (!isOpen_) text_ = engines_;
  trouble_ = {};
  if (isOpen_ && isChecked && !isRight) trouble_ = {checked.error, checked.position, checked.length};

  const auto known = isOpen_ && isRight ? answered : ownLayers(state.editedLayers);
  rows_.clear();
  bool isSame = true;  // as far as the known network goes along, its shapes hold
  for (const std::string& text : layersOf(text_)) {
    const std::size_t i = rows_.size();
    isSame = isSame && i < known.size() && (known[i].text == text || isRight);
    rows_.push_back({text, isSame ? std::optional(known[i]) : std::nullopt, ""});
  }
  if (!trouble_.text.empty()) {
    rows_[std::min(layerAt(text_, trouble_.position), rows_.size() - 1)].error = trouble_.text;
  }
  if (selected_ >= static_cast<int>(rows_.size())) selected_ = -1;
}

NetworkEdit::Commands NetworkEdit::type(const std::string& text) {
  isOpen_ = true;
  byRows_ = false;
  text_ = text;
  return {protocol::CheckNetwork{text}};
}

NetworkEdit::Commands NetworkEdit::enter(const std::string& text) {
  Commands commands = type(text);
  commands.emplace_back(protocol::SetField{"network", text});
  return commands;
}

void NetworkEdit::giveUp() {
  isOpen_ = false;
  text_ = engines_;
}

NetworkEdit::Commands NetworkEdit::enterRows(const std::vector<std::string>& layers, int selected) {
  Commands commands = enter(networkOf(layers));
  byRows_ = true;
  selected_ = selected;
  return commands;
}

NetworkEdit::Commands NetworkEdit::remove(int row) {
  auto layers = layersOf(text_);
  layers.erase(layers.begin() + row);
  const int last = static_cast<int>(layers.size()) - 1;
  return enterRows(layers, std::min(row, last));
}

NetworkEdit::Commands NetworkEdit::move(int row, int by) {
  auto layers = layersOf(text_);
  std::swap(layers[static_cast<std::size_t>(row)], layers[static_cast<std::size_t>(row + by)]);
  return enterRows(layers, row + by);
}

NetworkEdit::Commands NetworkEdit::set(int row, const std::string& layer) {
  auto layers = layersOf(text_);
  layers[static_cast<std::size_t>(row)] = layer;
  return enterRows(layers, row);
}

NetworkEdit::Commands NetworkEdit::add(const std::string& layer) {
  auto layers = layersOf(text_);
  auto place = layers.end();
  if (selected_ >= 0) {
    place = layers.begin() + selected_ + 1;
  } else {
    const auto isDense = [](const std::string& text) { return layerKind(kindOf(text)).holds == Holds::kMatrix; };
    const auto lastDense = std::find_if(layers.rbegin(), layers.rend(), isDense);
    if (lastDense != layers.rend()) place = lastDense.base() - 1;
  }
  const auto at = static_cast<int>(place - layers.begin());
  layers.insert(place, layer);
  return enterRows(layers, at);
}

}  // namespace atelier::ui
