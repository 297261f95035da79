#include "nn/network_text.h"

#include <charconv>

namespace atelier {

namespace {

constexpr int kMaxLayers = 24;
constexpr int kMaxParameters = 4'000'000;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

struct Word {
  std::string_view text;
  int position = 0;
};

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::vector<Word> wordsOf(std::string_view text, int position) {
  std::vector<Word> words;
  std::size_t i = 0;
  while (i < text.size()) {
    while (i < text.size() && isSpace(text[i])) ++i;
    const std::size_t start = i;
    while (i < text.size() && !isSpace(text[i])) ++i;
    if (i > start) words.push_back({text.substr(start, i - start), position + static_cast<int>(start)});
  }
  return words;
}

// The whole of the text as a number from low to high.
bool parseNumber(std::string_view text, int low, int high, int& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size() && number >= low && number <= high;
}

std::optional<LayerSpec> parseConv(std::string_view size) {
  const std::size_t x = size.find('x');
  int filters = 0;
  int kernel = 0;
  if (x == std::string_view::npos || !parseNumber(size.substr(0, x), 1, 256, filters) ||
      !parseNumber(size.substr(x + 1), 1, 15, kernel)) {
    return std::nullopt;
  }
  return ConvSpec{filters, kernel};
}

// One layer from its words, at least one. On failure `error` is without the layer's number.
std::optional<LayerSpec> parseLayer(const std::vector<Word>& words, TextError& error) {
  const std::string kind(words[0].text);
  const bool takesSize = kind != "relu";
  const char* form = kind == "conv"       ? "conv needs filters and kernel, such as \"conv 12x3\" (1x1 to 256x15)"
                     : kind == "max-pool" ? "max-pool needs a size from 2 to 14, such as \"max-pool 2\""
                     : kind == "dense"    ? "dense needs a number of outputs from 1 to 1024, such as \"dense 10\""
                     : kind == "relu"     ? "relu takes nothing after it"
                                          : nullptr;
  if (form == nullptr) {
    error = {words[0].position, "\"" + kind + "\" is not a layer; there are conv, max-pool, relu and dense"};
    return std::nullopt;
  }
  const std::size_t expected = takesSize ? 2 : 1;
  error = {words[words.size() < expected ? words.size() - 1 : expected - 1].position, form};
  if (words.size() > expected) error.position = words[expected].position;
  if (words.size() != expected) return std::nullopt;
  int number = 0;
  if (kind == "relu") return ReluSpec{};
  if (kind == "conv") return parseConv(words[1].text);
  if (kind == "max-pool") {
    if (!parseNumber(words[1].text, 2, 14, number)) return std::nullopt;
    return MaxPoolSpec{number};
  }
  if (!parseNumber(words[1].text, 1, 1024, number)) return std::nullopt;
  return DenseSpec{number};
}

std::string sizeText(const Shape& x) { return std::to_string(x.h) + "x" + std::to_string(x.w); }

}  // namespace

std::string kindOf(const LayerSpec& layer) {
  return std::visit(Overloaded{[](const ConvSpec&) { return "conv"; }, [](const MaxPoolSpec&) { return "max-pool"; },
                               [](const ReluSpec&) { return "relu"; }, [](const DenseSpec&) { return "dense"; }},
                    layer);
}

std::string printLayer(const LayerSpec& layer) {
  const auto size = std::visit(
      Overloaded{[](const ConvSpec& s) { return " " + std::to_string(s.filters) + "x" + std::to_string(s.kernel); },
                 [](const MaxPoolSpec& s) { return " " + std::to_string(s.size); },
                 [](const ReluSpec&) { return std::string(); },
                 [](const DenseSpec& s) { return " " + std::to_string(s.outputs); }},
      layer);
  return kindOf(layer) + size;
}

std::string printNetwork(const std::vector<LayerSpec>& layers) {
  std::string text;
  for (const LayerSpec& layer : layers) text += (text.empty() ? "" : " | ") + printLayer(layer);
  return text;
}

std::variant<Shape, std::string> outputShape(const LayerSpec& layer, const Shape& x) {
  using Answer = std::variant<Shape, std::string>;
  return std::visit(
      Overloaded{[&](const ConvSpec& s) -> Answer {
                   if (s.kernel > x.h || s.kernel > x.w) {
                     return "kernel " + std::to_string(s.kernel) + " does not fit a " + sizeText(x) + " map";
                   }
                   return Shape{x.n, s.filters, x.h - s.kernel + 1, x.w - s.kernel + 1};
                 },
                 [&](const MaxPoolSpec& s) -> Answer {
                   if (s.size > x.h || s.size > x.w) {
                     return "a pool of " + std::to_string(s.size) + " does not fit a " + sizeText(x) + " map";
                   }
                   return Shape{x.n, x.c, x.h / s.size, x.w / s.size};
                 },
                 [&](const ReluSpec&) -> Answer { return x; },
                 [&](const DenseSpec& s) -> Answer { return Shape{x.n, s.outputs, 1, 1}; }},
      layer);
}

int parameterCount(const LayerSpec& layer, const Shape& x) {
  return std::visit(Overloaded{[&](const ConvSpec& s) { return s.filters * (x.c * s.kernel * s.kernel + 1); },
                               [](const MaxPoolSpec&) { return 0; }, [](const ReluSpec&) { return 0; },
                               [&](const DenseSpec& s) { return s.outputs * (x.features() + 1); }},
                    layer);
}

std::optional<std::vector<LayerSpec>> parseNetwork(std::string_view text, const Shape& input, int outputs,
                                                   TextError& error) {
  std::vector<LayerSpec> layers;
  Shape shape = input;
  int parameters = 0;
  std::size_t start = 0;
  int position = 0;
  const auto fail = [&](int at, const std::string& reason) {
    error = {at, "layer " + std::to_string(layers.size() + 1) + ": " + reason};
    return std::nullopt;
  };
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('|', start), text.size());
    const auto words = wordsOf(text.substr(start, end - start), static_cast<int>(start));
    if (words.empty()) return fail(static_cast<int>(std::min(start, text.size())), "there is no layer here");
    if (layers.size() == kMaxLayers) return fail(words[0].position, "a network has at most 24 layers");
    position = words[0].position;
    TextError reason;
    const auto layer = parseLayer(words, reason);
    if (!layer) return fail(reason.position, reason.text);
    const auto next = outputShape(*layer, shape);
    if (const auto* why = std::get_if<std::string>(&next)) return fail(words.back().position, *why);
    parameters += parameterCount(*layer, shape);
    if (parameters > kMaxParameters) return fail(words.back().position, "that makes more than 4 million parameters");
    shape = std::get<Shape>(next);
    layers.push_back(*layer);
    start = end + 1;
  }
  if (shape != Shape{input.n, outputs, 1, 1} || !std::holds_alternative<DenseSpec>(layers.back())) {
    error = {position, "the last layer must be \"dense " + std::to_string(outputs) + "\", one output for each class"};
    return std::nullopt;
  }
  return layers;
}

}  // namespace atelier
