#include "ui/widgets/figures.h"

#include <cmath>
#include <cstdio>

namespace atelier::ui {

std::string grouped(double number) {
  std::string digits = std::to_string(std::llround(std::abs(number)));
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return (number <= -0.5 ? "-" : "") + digits;
}

std::string decimal(double number, int digits) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string percent(double share, int digits) { return decimal(100 * share, digits); }

}  // namespace atelier::ui
