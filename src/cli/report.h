#pragma once

#include <string>
#include <string_view>

#include "nn/word_reader.h"

namespace atelier::cli {

// Exit codes; 0 is success.
inline constexpr int kFailure = 1;
inline constexpr int kUsage = 2;

// Says on stderr: "atelier: " and the text.
void say(const std::string& text);

// The same; returns the code.
[[nodiscard]] int fail(int code, const std::string& text);

// What is wrong with a text, and beneath it the text's line, cut to what a terminal shows, with carets under the place.
std::string pointAt(std::string_view text, const TextError& error);

// "12,345"
std::string grouped(long long number);

// With so many digits after the point.
std::string fixed(double number, int digits);

// 0.5 as "50.00 %"
std::string percent(double share);

}  // namespace atelier::cli
