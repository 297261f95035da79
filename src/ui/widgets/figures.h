#pragma once

#include <string>

namespace atelier::ui {

// Numbers as the page writes them.

std::string grouped(double number);              // "58,312"
std::string decimal(double number, int digits);  // "0.351"; "NaN" of what is none
// With so many digits that count: "1.9", "0.031", "-2.5e-4", "0".
std::string figure(double number, int digits = 2);

std::string percent(double share, int digits = 1);  // "87.5"

}  // namespace atelier::ui
