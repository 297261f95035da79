#include "nn/layer_spec.h"

#include "nn/word_reader.h"

namespace atelier {

namespace {

using Answer = std::variant<Shape, std::string>;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string sizeText(const Shape& x) { return std::to_string(x.h) + "x" + std::to_string(x.w); }

std::string optionText(const char* word, int value, int usual) {
  return value == usual ? "" : std::string(" ") + word + " " + std::to_string(value);
}

Answer convShape(const ConvSpec& s, const Shape& x) {
  const int h = x.h + 2 * s.pad;
  const int w = x.w + 2 * s.pad;
  if (s.kernel > h || s.kernel > w) {
    return "kernel " + std::to_string(s.kernel) + " does not fit a " + sizeText({1, 1, h, w}) + " map" +
           (s.pad > 0 ? " (padding included)" : "");
  }
  return Shape{x.n, s.filters, (h - s.kernel) / s.stride + 1, (w - s.kernel) / s.stride + 1};
}

Answer poolShape(const MaxPoolSpec& s, const Shape& x) {
  if (s.size > x.h || s.size > x.w) {
    return "a pool of " + std::to_string(s.size) + " does not fit a " + sizeText(x) + " map";
  }
  return Shape{x.n, x.c, (x.h - s.size) / s.stride + 1, (x.w - s.size) / s.stride + 1};
}

}  // namespace

std::string kindOf(const LayerSpec& layer) {
  return std::visit(
      Overloaded{[](const ConvSpec&) { return "conv"; }, [](const MaxPoolSpec&) { return "max-pool"; },
                 [](const GlobalAveragePoolSpec&) { return "global-average-pool"; },
                 [](const DenseSpec&) { return "dense"; }, [](const ReluSpec&) { return "relu"; },
                 [](const BatchNormSpec&) { return "batch-norm"; }, [](const DropoutSpec&) { return "dropout"; }},
      layer);
}

std::string printLayer(const LayerSpec& layer) {
  const auto sizes = std::visit(
      Overloaded{
          [](const ConvSpec& s) {
            return " " + std::to_string(s.filters) + "x" + std::to_string(s.kernel) +
                   optionText("stride", s.stride, 1) + optionText("pad", s.pad, 0);
          },
          [](const MaxPoolSpec& s) { return " " + std::to_string(s.size) + optionText("stride", s.stride, s.size); },
          [](const DenseSpec& s) { return " " + std::to_string(s.outputs); },
          [](const DropoutSpec& s) { return " " + printNumber(s.share); }, [](const auto&) { return std::string(); }},
      layer);
  return kindOf(layer) + sizes;
}

Answer outputShape(const LayerSpec& layer, const Shape& x) {
  return std::visit(Overloaded{[&](const ConvSpec& s) { return convShape(s, x); },
                               [&](const MaxPoolSpec& s) { return poolShape(s, x); },
                               [&](const GlobalAveragePoolSpec&) -> Answer { return Shape{x.n, x.c, 1, 1}; },
                               [&](const DenseSpec& s) -> Answer { return Shape{x.n, s.outputs, 1, 1}; },
                               [&](const auto&) -> Answer { return x; }},
                    layer);
}

int parameterCount(const LayerSpec& layer, const Shape& x) {
  return std::visit(Overloaded{[&](const ConvSpec& s) { return s.filters * (x.c * s.kernel * s.kernel + 1); },
                               [&](const DenseSpec& s) { return s.outputs * (x.features() + 1); },
                               [&](const BatchNormSpec&) { return 2 * x.c; }, [](const auto&) { return 0; }},
                    layer);
}

}  // namespace atelier
