#include "worker/viewer.h"

#include <cmath>

#include "nn/word_reader.h"
#include "protocol/table.h"
#include "train/evaluation.h"

namespace atelier::worker {

namespace {

constexpr int kMaxPad = 1024;    // pixels along a side of the pad
constexpr int kMostTerms = 128;  // of a sum that are listed

static_assert(protocol::Explanation::kLargest == kLargest);

}  // namespace

protocol::Explanation explanationOf(const protocol::Explain& what, const Arithmetic& found,
                                    const std::vector<LayerSpec>& layers, int runId) {
  protocol::Explanation to;
  to.runId = runId;
  to.source = what.source;
  to.layer = what.layer;
  to.channel = what.channel;
  to.row = what.row;
  to.column = what.column;
  const bool isLayer = what.layer > 0 && what.layer <= static_cast<int>(layers.size());
  to.kind = isLayer ? kindOf(layers[static_cast<std::size_t>(what.layer - 1)]) : what.layer == 0 ? "input" : "softmax";
  to.pool = found.pool == Onward::kWon ? "won" : found.pool == Onward::kLost ? "lost" : "";
  to.count = found.count;
  to.rest = static_cast<double>(found.rest);
  to.bias = static_cast<double>(found.bias);
  to.sum = static_cast<double>(found.sum);
  to.value = static_cast<double>(found.value);
  to.centre = static_cast<double>(found.centre);
  to.spread = static_cast<double>(found.spread);
  to.scale = static_cast<double>(found.scale);
  for (const Term& t : found.terms) {
    to.bulk.insert(to.bulk.end(), {static_cast<float>(t.channel), static_cast<float>(t.row),
                                   static_cast<float>(t.column), t.input, t.weight, t.product, t.slope});
  }
  return to;
}

bool Viewer::pick(const protocol::PickImage& wish, const Dataset& dataset, Events& events, std::string& error) {
  if (wish.split != "train" && wish.split != "test") {
    error = "pickImage: the split must be \"train\" or \"test\".";
    return false;
  }
  const Images& images = wish.split == "train" ? dataset.train : dataset.test;
  const int count = images.count();
  const auto fits = [&](int index) { return wish.label < 0 || images.label(index) == wish.label; };
  int index = wish.index;
  int step = 1;
  if (wish.how == "random") {
    index = count > 0 ? static_cast<int>(random_.below(static_cast<std::uint32_t>(count))) : 0;
  } else if (wish.how == "next" || wish.how == "previous") {
    step = wish.how == "next" ? 1 : -1;
    index = picture_.split == wish.split ? picture_.index + step : 0;
  } else if (wish.how != "index") {
    error = "pickImage: how must be \"index\", \"next\", \"previous\" or \"random\".";
    return false;
  } else if (index < 0 || index >= count) {
    error =
        "There is no " + wish.split + " image " + std::to_string(index) + ": " + std::to_string(count) + " are here.";
    return false;
  }
  for (int tried = 0; tried < count; ++tried, index += step) {
    index = (index % count + count) % count;
    if (!fits(index)) continue;
    const auto pixels = images.image(index);
    picture_ = {wish.split, index, images.label(index), {pixels.begin(), pixels.end()}};
    events.emplace_back(picture_);
    return true;
  }
  error = "No such image is here yet.";
  return false;
}

bool Viewer::fetch(const protocol::FetchPictures& wish, const Dataset& dataset, Events& events, std::string& error) {
  if (wish.split != "train" && wish.split != "test") {
    error = "fetchPictures: the split must be \"train\" or \"test\".";
    return false;
  }
  if (wish.bulk.size() > static_cast<std::size_t>(protocol::kMostPictures)) {
    error = "fetchPictures: " + std::to_string(wish.bulk.size()) + " pictures at once are too many, at most " +
            std::to_string(protocol::kMostPictures) + " can be asked for.";
    return false;
  }
  const Images& images = wish.split == "train" ? dataset.train : dataset.test;
  protocol::Pictures pictures{wish.split, "", {}};
  std::vector<protocol::Row> rows;
  for (const float wanted : wish.bulk) {
    const bool isThere = wanted >= 0 && wanted < static_cast<float>(images.count()) && std::trunc(wanted) == wanted;
    if (!isThere) {
      error = "fetchPictures: there is no " + wish.split + " image " + printNumber(wanted) + ": " +
              std::to_string(images.count()) + " are here.";
      return false;
    }
    const int index = static_cast<int>(wanted);
    const auto pixels = images.image(index);
    rows.push_back({std::to_string(index)});
    pictures.bulk.insert(pictures.bulk.end(), pixels.begin(), pixels.end());
  }
  pictures.indices = protocol::printTable(rows);
  events.emplace_back(std::move(pictures));
  return true;
}

bool Viewer::draw(const protocol::Draw& drawing, Events& events, std::string& error) {
  const bool fits =
      drawing.width > 0 && drawing.width <= kMaxPad && drawing.height > 0 && drawing.height <= kMaxPad &&
      drawing.bulk.size() == static_cast<std::size_t>(drawing.width) * static_cast<std::size_t>(drawing.height);
  if (!fits) {
    error = "draw: the drawing must be width x height bytes, at most 1024 along a side.";
    return false;
  }
  pad_ = drawing;
  fitPad(events);
  return true;
}

void Viewer::setFit(const FitOptions& fit, Events& events) {
  fit_ = fit;
  if (hasDrawing()) fitPad(events);
}

void Viewer::fitPad(Events& events) {
  drawing_ = fitDrawing(pad_.bulk, pad_.width, pad_.height, fit_);
  events.emplace_back(protocol::Seen{drawing_.empty, drawing_.how, {drawing_.pixels.begin(), drawing_.pixels.end()}});
}

void Viewer::showStep(protocol::Picture picture, Events& events) {
  step_ = std::move(picture);
  events.emplace_back(step_);
}

void Viewer::leaveStep(Events& events) {
  step_ = {};
  if (hasPicture()) events.emplace_back(picture_);
}

protocol::Prediction Viewer::predict(const Shown& shown) const {
  if (drawing_.empty) return {shown.runId, {}};
  return {shown.runId, atelier::predict(shown.network, drawing_.pixels, shown.recipe.inputs)};
}

bool Viewer::inspect(const protocol::Inspect& what, const Shown& shown, Events& events, std::string& error) {
  if (what.source != "picture" && what.source != "drawing" && what.source != "step") {
    error = "inspect: the source must be \"picture\", \"drawing\" or \"step\".";
    return false;
  }
  if (!Views::has(what.view)) {
    error = "inspect: the view must be \"activations\", \"change\" or \"gradients\".";
    return false;
  }
  const auto pixels = pixelsOf(what.source);
  Tensor<float> x(kInputShape);
  if (!pixels.empty()) toInputs(pixels, shown.recipe.inputs, x.data());
  ViewNumbers numbers =
      views_.look(what.view, shown, pixels.empty() ? nullptr : &x, labelOf(what.source), what.weights);
  if (what.weights) events.emplace_back(protocol::Weights{shown.runId, std::move(numbers.weights), what.view});
  events.emplace_back(
      protocol::Activations{shown.runId, what.source, std::move(numbers.outputs), what.view, numbers.label});
  return true;
}

std::span<const std::uint8_t> Viewer::pixelsOf(const std::string& source) const {
  if (source == "step") return step_.bulk;
  if (source != "drawing") return picture_.bulk;
  return hasDrawing() ? std::span<const std::uint8_t>(drawing_.pixels) : std::span<const std::uint8_t>();
}

int Viewer::labelOf(const std::string& source) const {
  return source == "picture" ? picture_.label : source == "step" ? step_.label : -1;
}

bool Viewer::explain(const protocol::Explain& what, const Shown& shown, Events& events, std::string& error) {
  const auto pixels = pixelsOf(what.source);
  if (what.source != "picture" && what.source != "drawing") {
    error = "explain: the source must be \"picture\" or \"drawing\".";
    return false;
  }
  if (pixels.empty()) {
    error = "explain: there is no " + what.source + " yet.";
    return false;
  }
  const ValuePlace place{what.layer, what.channel, what.row, what.column};
  std::string misplaced;
  const auto found = explainValue(shown.network, pixels, shown.recipe.inputs, place, kMostTerms, misplaced);
  if (!found) {
    error = "explain: " + misplaced + ".";
    return false;
  }
  protocol::Explanation explanation = explanationOf(what, *found, shown.recipe.network, shown.runId);
  addGradient(pixels, shown, explanation);
  events.emplace_back(std::move(explanation));
  return true;
}

void Viewer::addGradient(std::span<const std::uint8_t> pixels, const Shown& shown, protocol::Explanation& to) {
  const auto& shapes = shown.network.shapes();
  const auto layer = static_cast<std::size_t>(to.layer);
  if (layer >= shapes.size()) return;
  Tensor<float> x(kInputShape);
  toInputs(pixels, shown.recipe.inputs, x.data());
  const ViewNumbers numbers = views_.look("gradients", shown, &x, labelOf(to.source), false);
  int at = (to.channel * shapes[layer].h + to.row) * shapes[layer].w + to.column;
  for (std::size_t i = 0; i < layer; ++i) at += shapes[i].features();
  to.gradient = static_cast<double>(numbers.outputs[static_cast<std::size_t>(at)]);
  to.label = numbers.label;
}

}  // namespace atelier::worker
