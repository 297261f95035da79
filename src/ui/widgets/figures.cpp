#include "ui/widgets/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace atelier::ui {

std::string grouped(double number) {
  std::string digits = std::to_string(std::llround(std::abs(number)));
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return (number <= -0.5 ? "-" : "") + digits;
}

std::string decimal(double number, int digits) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "infinite" : "-infinite";
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string figure(double number, int digits) {
  if (!std::isfinite(number)) return "not a number";
  if (number == 0) return "0";
  const int place = static_cast<int>(std::floor(std::log10(std::abs(number))));  // of the first digit
  if (place < -3 || place > 5) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*e", digits - 1, number);
    std::string shortened = text;
    const std::size_t sign = shortened.find('e') + 1;  // "e-04" is written "e-4"
    while (shortened.size() > sign + 2 && shortened[sign + 1] == '0') shortened.erase(sign + 1, 1);
    return shortened;
  }
  return decimal(number, std::max(0, digits - 1 - place));
}

std::string percent(double share, int digits) { return decimal(100 * share, digits); }

}  // namespace atelier::ui
