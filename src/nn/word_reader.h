#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atelier {

// What is wrong with a text, as one plain sentence, and the offending characters of it.
struct TextError {
  int position = 0;  // of the first
  std::string text;
  int length = 0;  // 0: something is missing here
};

// The words of a text, taken one by one. What cannot be read is reported once, in `error`, with its place.
class WordReader {
 public:
  // Words lie between white space and `separators`; `offset` is where the text begins in what the user sees.
  WordReader(std::string_view text, std::string_view separators, int offset, TextError& error);

  bool atEnd() const { return next_ == words_.size(); }
  std::string peek() const { return atEnd() ? "" : std::string(words_[next_].text); }
  std::string take() { return atEnd() ? "" : std::string(words_[next_++].text); }

  // Takes the next word if it is this one.
  bool takeIf(std::string_view word);

  // Always false: `text` is what is wrong with the word taken last; with the one to come; or from there to the end.
  bool failLast(const std::string& text);
  bool failNext(const std::string& text);

  // Each takes a word, or fails: a whole number from low to high; a decimal number above 0 (or, where zero is allowed,
  // from 0) and at most `high`; one of two words, `first` tells which.
  bool number(const char* what, std::uint64_t low, std::uint64_t high, std::uint64_t& to);
  bool number(const char* what, int low, int high, int& to);
  bool decimal(const char* what, double high, double& to);
  bool decimalFromZero(const char* what, double high, double& to);
  bool either(const char* what, const char* one, const char* other, bool& first);

 private:
  struct Word {
    std::string_view text;
    int position = 0;
  };

  bool readDecimal(const std::string& word, double& to) const;
  bool failAt(std::size_t word, const std::string& text);
  // ", not "word"", or ", but there is none".
  static std::string said(const std::string& word);

  std::vector<Word> words_;
  std::size_t next_ = 0;
  int end_;
  TextError& error_;
};

// A decimal number as short as it can be and still exact.
std::string printNumber(double number);

}  // namespace atelier
