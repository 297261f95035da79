#include "nn/network_text.h"

namespace atelier {

namespace {

constexpr int kMaxLayers = 24;
constexpr int kMaxParameters = 4'000'000;
constexpr double kMaxMultiplications = 250e6;
constexpr int kMaxFeatures = 1'000'000;  // numbers in one layer's output

std::optional<LayerSpec> parseConv(WordReader& in) {
  const std::string size = in.take();
  const std::size_t x = std::min(size.find('x'), size.size());
  ConvSpec conv{};
  TextError ignored;
  WordReader filters(std::string_view(size).substr(0, x), "", 0, ignored);
  WordReader kernel(std::string_view(size).substr(std::min(x + 1, size.size())), "", 0, ignored);
  if (!filters.number("", 1, 256, conv.filters) || !kernel.number("", 1, 15, conv.kernel)) {
    in.failLast("conv needs filters and kernel, such as \"conv 12x3\" (1x1 to 256x15)");
    return std::nullopt;
  }
  bool stride = false;
  bool pad = false;
  while (!in.atEnd()) {
    if (!stride && in.takeIf("stride")) {
      stride = true;
      if (!in.number("the stride", 1, 8, conv.stride)) return std::nullopt;
    } else if (!pad && in.takeIf("pad")) {
      pad = true;
      if (!in.number("the padding", 0, conv.kernel - 1, conv.pad)) return std::nullopt;
    } else {
      in.failNext("after its size, conv takes \"stride\" and \"pad\", each once");
      return std::nullopt;
    }
  }
  return conv;
}

std::optional<LayerSpec> parseMaxPool(WordReader& in) {
  int size = 0;
  if (!in.number("the size of max-pool", 2, 14, size)) return std::nullopt;
  int stride = size;
  if (in.takeIf("stride") && !in.number("the stride", 1, 14, stride)) return std::nullopt;
  return MaxPoolSpec{size, stride};
}

// One layer from its words, at least one. On failure `error` is without the layer's number.
std::optional<LayerSpec> parseLayer(WordReader& in) {
  const std::string kind = in.take();
  std::optional<LayerSpec> layer;
  if (kind == "conv") {
    layer = parseConv(in);
  } else if (kind == "max-pool") {
    layer = parseMaxPool(in);
  } else if (kind == "dense") {
    int outputs = 0;
    if (in.number("the outputs of dense", 1, 1024, outputs)) layer = DenseSpec{outputs};
  } else if (kind == "dropout") {
    double share = 0;
    if (in.decimal("the share of dropout", 0.9, share)) layer = DropoutSpec{share};
  } else if (kind == "relu") {
    layer = ReluSpec{};
  } else if (kind == "batch-norm") {
    layer = BatchNormSpec{};
  } else if (kind == "global-average-pool") {
    layer = GlobalAveragePoolSpec{};
  } else {
    in.failLast(
        "\"" + kind +
        "\" is not a layer; there are conv, max-pool, global-average-pool, dense, relu, batch-norm and dropout");
  }
  if (layer && !in.atEnd()) {
    in.failNext(kind + " takes nothing more");
    return std::nullopt;
  }
  return layer;
}

double multiplicationsOf(const LayerSpec& layer, const Shape& x, const Shape& y) {
  if (const auto* conv = std::get_if<ConvSpec>(&layer)) {
    return static_cast<double>(y.features()) * x.c * conv->kernel * conv->kernel;
  }
  return std::holds_alternative<DenseSpec>(layer) ? static_cast<double>(x.features()) * y.features() : 0.0;
}

// The layers so far, and what they come to.
struct Sizes {
  Shape shape;
  int parameters = 0;
  double multiplications = 0;

  // Why `layer` cannot follow, or "".
  std::string add(const LayerSpec& layer) {
    const auto next = outputShape(layer, shape);
    if (const auto* why = std::get_if<std::string>(&next)) return *why;
    const Shape y = std::get<Shape>(next);
    parameters += parameterCount(layer, shape);
    multiplications += multiplicationsOf(layer, shape, y);
    shape = y;
    if (parameters > kMaxParameters) return "that makes more than 4 million parameters";
    if (y.features() > kMaxFeatures) return "that makes an output of more than a million numbers";
    if (multiplications > kMaxMultiplications) return "that makes more than 250 million multiplications an image";
    return "";
  }
};

}  // namespace

std::string printNetwork(const std::vector<LayerSpec>& layers) {
  std::string text;
  for (const LayerSpec& layer : layers) text += (text.empty() ? "" : " | ") + printLayer(layer);
  return text;
}

std::optional<std::vector<LayerSpec>> parseNetwork(std::string_view text, const Shape& input, int outputs,
                                                   TextError& error, int more) {
  std::vector<LayerSpec> layers;
  Sizes sizes{input};
  const auto fail = [&] {
    error.text = "layer " + std::to_string(layers.size() + 1) + ": " + error.text;
    return std::nullopt;
  };
  TextError last;  // the last layer's place
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('|', start), text.size());
    const std::string_view part = text.substr(start, end - start);
    WordReader in(part, "", static_cast<int>(start), error);
    if (in.atEnd()) {
      error = {static_cast<int>(start), "there is no layer here", 0};
      return fail();
    }
    in.failNext("");
    const int from = error.position;
    const int length = static_cast<int>(part.find_last_not_of(" \t\r\n") + 1 + start) - from;
    last = {from, "", length};
    if (layers.size() == kMaxLayers) {
      error = {from, "a network has at most 24 layers", length};
      return fail();
    }
    const auto layer = parseLayer(in);
    if (!layer) return fail();
    const std::string why = sizes.add(*layer);
    if (!why.empty()) {
      error = {from, why, length};
      return fail();
    }
    layers.push_back(*layer);
    start = end + 1;
  }
  const auto* dense = std::get_if<DenseSpec>(&layers.back());
  if (dense == nullptr || dense->outputs < outputs || dense->outputs > outputs + more) {
    error = last;
    error.text = "the last layer must be \"dense " + std::to_string(outputs) + "\", one output for each class";
    if (more > 0) error.text += ", or up to \"dense " + std::to_string(outputs + more) + "\" for classes of your own";
    return std::nullopt;
  }
  return layers;
}

}  // namespace atelier
