#include "ui/explanation_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "ui/layers/layer_kind.h"
#include "ui/widgets/figures.h"

namespace atelier::ui {

namespace {

using protocol::Explanation;

constexpr const char* kTimes = " \u00d7 ";
constexpr const char* kMore = "\u2026";
constexpr int kMostSpoken = 25;  // terms; of more, the largest

Makes makesOf(const Explanation& e) { return layerKind(e.kind).makes; }

bool isSum(const Explanation& e) { return makesOf(e) == Makes::kSum || makesOf(e) == Makes::kPatch; }

std::string sumWords(const Explanation& e) {
  return makesOf(e) == Makes::kPatch ? "patch \u00d7 kernel + bias = " : "inputs \u00d7 weights + bias = ";
}

std::string at(const TermView& term) {
  return "(" + std::to_string(term.row) + ", " + std::to_string(term.column) + ")";
}

// What the term reads: "(11, 7)", "map 3 (11, 7)", "number 12".
std::string sourceOf(const RunState& state, const Explanation& e, const TermView& term) {
  const LayerView& read = state.layers[static_cast<std::size_t>(e.layer - 1)];
  if (!read.isPictures()) return channelName(state, e.layer - 1, term.channel);
  return read.channels == 1 ? at(term) : "map " + std::to_string(term.channel + 1) + " " + at(term);
}

std::string sumOf(const Explanation& e) {
  std::string text = sumWords(e);
  bool isFirst = true;
  for (const TermView& term : largestTerms(e, 2)) {
    if (!isFirst) text += " + ";
    text += figureOf(static_cast<double>(term.input), 2) + "\u00b7" + figureOf(static_cast<double>(term.weight), 2);
    isFirst = false;
  }
  return text + (e.count > 2 ? std::string(" + ") + kMore : "") + plus(e.bias) + " = ";
}

std::string largestOf(const std::vector<TermView>& terms) {
  std::string text = "largest of ";
  for (std::size_t i = 0; i < terms.size() && i < 4; ++i)
    text += (i > 0 ? ", " : "") + figureOf(static_cast<double>(terms[i].input), 2);
  return text + (terms.size() > 4 ? std::string(", ") + kMore : "") + " = ";
}

std::string howOf(const Explanation& e, const std::vector<TermView>& terms) {
  switch (makesOf(e)) {
    case Makes::kSum:
    case Makes::kPatch:
      return sumOf(e);
    case Makes::kLargest:
      return largestOf(terms);
    case Makes::kMean:
      return "mean of " + std::to_string(e.count) + " numbers: " + figureOf(e.sum) + " / " + std::to_string(e.count) +
             " = ";
    case Makes::kAlone:
    case Makes::kShares:
      break;
  }
  const auto how = layerKind(e.kind).how;
  return how != nullptr ? how(e, terms) : "made of " + figureOf(static_cast<double>(terms.front().input)) + ": ";
}

// What happens to the gradient on its way back through that layer.
std::string ruleOf(const Explanation& e) {
  if (e.pool == "lost") return "Backwards: another number won the pool, so no gradient comes back to this one by it.";
  const auto goesBack = layerKind(e.kind).goesBack;
  return "Backwards: " + (goesBack != nullptr ? goesBack(e) : "the gradient goes on to what was read.");
}

// A gradient: what is not 0 is not shown as 0.
std::string slopeOf(double gradient) {
  const double size = std::abs(gradient);
  if (size > 0 && size < 5e-6) return gradient > 0 ? "less than 0.00001" : "less than 0.00001 downwards";
  return figureOf(gradient, size < 0.01 ? 3 : 4);
}

}  // namespace

std::string plus(double number) { return (number < 0 ? " - " : " + ") + figureOf(std::abs(number)); }

ValuePlace placeOf(const Explanation& e) { return {e.layer, e.channel, e.row, e.column}; }

std::vector<TermView> termsOf(const Explanation& e) {
  std::vector<TermView> terms;
  for (std::size_t i = 0; i + Explanation::kTermSize <= e.bulk.size(); i += Explanation::kTermSize) {
    const float* t = e.bulk.data() + i;
    terms.push_back({static_cast<int>(t[0]), static_cast<int>(t[1]), static_cast<int>(t[2]), t[3], t[4], t[5]});
  }
  return terms;
}

std::vector<TermView> largestTerms(const Explanation& e, std::size_t count) {
  std::vector<TermView> terms = termsOf(e);
  const auto size = [](const TermView& term) {
    return std::isnan(term.product) ? std::numeric_limits<float>::infinity() : std::abs(term.product);
  };
  const auto rank = [&](const TermView& t) { return std::tuple(-size(t), t.channel, t.row, t.column); };
  std::sort(terms.begin(), terms.end(),
            [&](const TermView& one, const TermView& other) { return rank(one) < rank(other); });
  if (terms.size() > count) terms.resize(count);
  return terms;
}

std::string figureOf(double number, int digits) {
  if (std::isnan(number)) return "not a number";
  if (std::isinf(number)) return number > 0 ? "infinite" : "-infinite";
  const double size = std::abs(number);
  if (size >= 1000) return grouped(number);
  return decimal(number, digits > 0 && size > 0 && size < 0.01 ? digits + 2 : digits);
}

std::string channelName(const RunState& state, int layer, int channel) {
  const auto& layers = state.layers;
  const LayerView& view = layers[static_cast<std::size_t>(layer)];
  const bool isClass = layer + 2 >= static_cast<int>(layers.size()) && channel < static_cast<int>(state.classes.size());
  if (isClass && !view.isPictures()) return state.classes[static_cast<std::size_t>(channel)];
  const std::string own(layerKind(view.kind).channel);
  const std::string what = !own.empty() ? own : view.isPictures() ? "map" : "number";
  return what + " " + std::to_string(channel + 1);
}

std::string numberName(const RunState& state, const ValuePlace& place) {
  const std::string at = " (" + std::to_string(place.row) + ", " + std::to_string(place.column) + ")";
  if (place.layer == 0) return "pixel" + at;
  const std::string name = channelName(state, place.layer, place.channel);
  return state.layers[static_cast<std::size_t>(place.layer)].isPictures() ? name + at : name;
}

std::string placeName(const RunState& state, const ValuePlace& place) {
  const LayerView& layer = state.layers[static_cast<std::size_t>(place.layer)];
  std::string text = layer.text;
  if (place.layer > 0) text += ", " + channelName(state, place.layer, place.channel);
  if (layer.isPictures()) text += " (" + std::to_string(place.row) + ", " + std::to_string(place.column) + ")";
  return text;
}

Formula formulaOf(const RunState&, const Explanation& e) {
  const auto terms = termsOf(e);
  if (terms.empty()) return {"", figureOf(e.value), ""};
  return {howOf(e, terms), figureOf(e.value),
          e.pool == "won"    ? "won its pool"
          : e.pool == "lost" ? "lost in its pool"
                             : ""};
}

std::vector<ExplanationRow> rowsOf(const RunState& state, const Explanation& e) {
  std::vector<ExplanationRow> rows;
  if (makesOf(e) == Makes::kShares) {
    for (const TermView& term : termsOf(e)) {
      rows.push_back({channelName(state, e.layer, term.channel),
                      "exp(" + figureOf(static_cast<double>(term.input), 2) + " - " + figureOf(e.centre, 2) +
                          ") = " + figureOf(static_cast<double>(term.product)),
                      static_cast<double>(term.weight), true});
    }
    rows.push_back({"sum", figureOf(e.sum)});
    return rows;
  }
  const bool isMean = makesOf(e) == Makes::kMean;
  if (!isSum(e) && !isMean) return rows;
  const auto terms = largestTerms(e, Explanation::kLargest);
  for (const TermView& term : terms) {
    std::string figures = figureOf(static_cast<double>(term.product));
    if (!isMean)
      figures = figureOf(static_cast<double>(term.input)) + kTimes + figureOf(static_cast<double>(term.weight)) +
                " = " + figures;
    rows.push_back({sourceOf(state, e, term), figures, static_cast<double>(term.product), true});
  }
  const int others = e.count - static_cast<int>(terms.size());
  if (others > 0) rows.push_back({"and " + grouped(others) + " more", figureOf(e.rest), e.rest, true});
  if (!isMean) rows.push_back({"bias", figureOf(e.bias), e.bias, true});
  rows.push_back({isMean ? "sum / " + std::to_string(e.count) : "sum", figureOf(e.value)});
  return rows;
}

std::string backwardsOf(const RunState& state, const Explanation& e) {
  if (e.label < 0 || e.label >= static_cast<int>(state.classes.size())) return ruleOf(e);
  return ruleOf(e) + " The loss for " + state.classes[static_cast<std::size_t>(e.label)] + " changes by " +
         slopeOf(e.gradient) + " for each 1 that this number grows.";
}

std::string spokenOf(const RunState& state, const Explanation& e) {
  const auto terms = termsOf(e);
  std::string text = placeName(state, placeOf(e)) + ": ";
  if (isSum(e)) {
    const bool isLong = e.count > kMostSpoken;
    const auto spoken = isLong ? largestTerms(e, Explanation::kLargest) : terms;
    text += sumWords(e);
    for (const TermView& term : spoken)
      text += "(" + decimal(static_cast<double>(term.input), 5) + kTimes +
              decimal(static_cast<double>(term.weight), 5) + ") + ";
    if (isLong)
      text +=
          grouped(e.count - static_cast<int>(spoken.size())) + " smaller ones, together " + decimal(e.rest, 5) + ", + ";
    text += "bias " + decimal(e.bias, 5) + " = ";
  } else if (!terms.empty()) {
    text += howOf(e, terms);
  }
  text += isSum(e) && std::isfinite(e.value) ? decimal(e.value, 5) : figureOf(e.value);
  if (makesOf(e) == Makes::kLargest) {
    const auto won = std::find_if(terms.begin(), terms.end(), [](const TermView& t) { return t.weight > 0; });
    if (won != terms.end()) text += ", from " + at(*won);
  }
  text += ". ";
  if (e.pool == "won") text += "It won its pool. ";
  return text + backwardsOf(state, e);
}

}  // namespace atelier::ui
