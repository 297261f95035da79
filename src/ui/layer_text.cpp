#include "ui/layer_text.h"

#include <algorithm>
#include <span>

#include "ui/layers/layer_kind.h"

namespace atelier::ui {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

std::vector<std::string> wordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// The word after `key`, or what it is when it is left out.
std::string optionOf(std::span<const std::string> words, const std::string& key, const std::string& usual) {
  const auto at = std::find(words.begin(), words.end(), key);
  return at == words.end() || at + 1 == words.end() ? usual : *(at + 1);
}

// What a number is where the text leaves it out, and whether that is another one, which comes before it.
struct Usual {
  std::string value;
  bool isOther = false;
};
Usual usualOf(const NumberWord& word, std::span<const LayerNumber> before) {
  for (const LayerNumber& number : before) {
    if (number.name == word.usual) return {number.value, true};
  }
  return {std::string(word.usual)};
}

// Those in the layer's own word, "12x3", of which a letter parts the second from the first.
std::string inWord(std::string_view text, const NumberWord& word, std::span<const NumberWord> all) {
  if (!word.before.empty()) {
    const std::size_t at = text.find(word.before);
    return at == std::string_view::npos ? "" : std::string(text.substr(at + word.before.size()));
  }
  const bool isParted = all.size() > 1 && all[1].before.size() == 1;
  return std::string(isParted ? text.substr(0, text.find(all[1].before)) : text);
}

}  // namespace

std::vector<std::string> layersOf(std::string_view network) {
  std::vector<std::string> layers;
  for (std::size_t start = 0; start <= network.size();) {
    const std::size_t end = std::min(network.find('|', start), network.size());
    layers.emplace_back(trimmed(network.substr(start, end - start)));
    start = end + 1;
  }
  return layers;
}

std::string networkOf(const std::vector<std::string>& layers) {
  std::string network;
  for (std::size_t i = 0; i < layers.size(); ++i) network += (i == 0 ? "" : " | ") + layers[i];
  return network;
}

std::size_t layerAt(std::string_view network, int position) {
  const std::string_view before = network.substr(0, static_cast<std::size_t>(std::max(position, 0)));
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '|'));
}

std::string kindOf(std::string_view layer) {
  const auto words = wordsOf(layer);
  return words.empty() ? "" : words[0];
}

std::vector<LayerNumber> numbersOf(const std::string& layer) {
  const auto words = wordsOf(layer);
  const auto specs = layerKind(kindOf(layer)).numbers;
  std::vector<LayerNumber> numbers;
  for (const NumberWord& word : specs) {
    const std::string own = words.size() > 1 ? inWord(words[1], word, specs) : "";
    const std::string value =
        word.before.size() > 1 ? optionOf(words, std::string(word.before), usualOf(word, numbers).value) : own;
    numbers.push_back({std::string(word.name), value});
  }
  return numbers;
}

std::string withNumber(const std::string& layer, const std::string& name, const std::string& value) {
  std::string word = value;
  std::erase_if(word, [](char c) { return c == '|' || kSpace.find(c) != std::string_view::npos; });
  const auto specs = layerKind(kindOf(layer)).numbers;
  if (specs.empty()) return layer;
  const auto before = numbersOf(layer);
  std::vector<LayerNumber> numbers;
  std::string text = kindOf(layer) + " ";
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const Usual was = usualOf(specs[i], before);
    const std::string usual = usualOf(specs[i], numbers).value;
    const bool follows = was.isOther && before[i].value == was.value;
    const std::string own = name == specs[i].name ? word : follows ? usual : before[i].value;
    numbers.push_back({before[i].name, own});
    if (specs[i].before.size() <= 1) {
      text += std::string(specs[i].before) + own;
    } else if (own != usual && !own.empty()) {
      text += " " + std::string(specs[i].before) + " " + own;
    }
  }
  return text;
}

}  // namespace atelier::ui
