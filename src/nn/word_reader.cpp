#include "nn/word_reader.h"

#include <charconv>
#include <cstdlib>

namespace atelier {

WordReader::WordReader(std::string_view text, std::string_view separators, int offset, TextError& error)
    : end_(offset + static_cast<int>(text.size())), error_(error) {
  const std::string between = " \t\r\n" + std::string(separators);
  std::size_t start = text.find_first_not_of(between);
  while (start != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(between, start), text.size());
    words_.push_back({text.substr(start, end - start), offset + static_cast<int>(start)});
    start = text.find_first_not_of(between, end);
  }
}

bool WordReader::takeIf(std::string_view word) {
  if (atEnd() || words_[next_].text != word) return false;
  ++next_;
  return true;
}

bool WordReader::failAt(std::size_t word, const std::string& text) {
  const bool missing = word >= words_.size();
  error_ = {missing ? end_ : words_[word].position, text, missing ? 0 : static_cast<int>(words_[word].text.size())};
  return false;
}

bool WordReader::failLast(const std::string& text) { return failAt(next_ > 0 ? next_ - 1 : 0, text); }

bool WordReader::failNext(const std::string& text) { return failAt(next_, text); }

std::string WordReader::said(const std::string& word) {
  return word.empty() ? ", but there is none" : ", not \"" + word + "\"";
}

bool WordReader::number(const char* what, std::uint64_t low, std::uint64_t high, std::uint64_t& to) {
  const std::string word = peek();
  std::uint64_t value = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || code != std::errc() || end != word.data() + word.size() || value < low || value > high) {
    return failNext(std::string(what) + " must be a whole number from " + std::to_string(low) + " to " +
                    std::to_string(high) + said(word));
  }
  to = value;
  ++next_;
  return true;
}

bool WordReader::number(const char* what, int low, int high, int& to) {
  std::uint64_t value = 0;
  if (!number(what, static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high), value)) return false;
  to = static_cast<int>(value);
  return true;
}

bool WordReader::readDecimal(const std::string& word, double& to) const {
  constexpr std::size_t kLongest = 40;
  if (word.empty() || word.size() > kLongest || word.find_first_not_of("0123456789.eE+-") != std::string::npos) {
    return false;
  }
  char* end = nullptr;
  to = std::strtod(word.c_str(), &end);
  return *end == '\0';
}

bool WordReader::decimal(const char* what, double high, double& to) {
  const std::string word = peek();
  double value = 0;
  // Above 0 as a float, too: that is what weights are multiplied by.
  if (!readDecimal(word, value) || !(static_cast<float>(value) > 0) || value > high) {
    return failNext(std::string(what) + " must be a number above 0 and at most " + printNumber(high) + said(word));
  }
  to = value;
  ++next_;
  return true;
}

bool WordReader::decimalFromZero(const char* what, double high, double& to) {
  const std::string word = peek();
  double value = 0;
  if (!readDecimal(word, value) || !(value >= 0) || value > high) {
    return failNext(std::string(what) + " must be a number from 0 to " + printNumber(high) + said(word));
  }
  to = value == 0 ? 0 : value;  // never -0
  ++next_;
  return true;
}

bool WordReader::either(const char* what, const char* one, const char* other, bool& first) {
  const std::string word = peek();
  first = word == one;
  if (!first && word != other) {
    return failNext(std::string(what) + " must be \"" + one + "\" or \"" + other + "\"" + said(word));
  }
  ++next_;
  return true;
}

std::string printNumber(double number) {
  char digits[32];
  const bool isPlain = number == 0 || (number >= 1e-6 && number < 1e9);  // 0.0005, not 5e-04
  const auto result = std::to_chars(digits, digits + sizeof digits, number,
                                    isPlain ? std::chars_format::fixed : std::chars_format::general);
  return {digits, result.ptr};
}

}  // namespace atelier
