#pragma once

#include "protocol/messages.h"

namespace atelier::ui::test {

// What an engine would say of a place of the lab's network, with easy numbers.
inline protocol::Explanation answerTo(const protocol::Explain& wish, int runId = 1) {
  protocol::Explanation e;
  e.runId = runId;
  e.source = wish.source;
  e.layer = wish.layer;
  e.channel = wish.channel;
  e.row = wish.row;
  e.column = wish.column;
  const char* const kinds[] = {"input", "conv", "max-pool", "dense", "softmax"};
  e.kind = kinds[wish.layer];
  const auto add = [&e](int channel, int row, int column, float input, float weight) {
    e.bulk.insert(e.bulk.end(), {static_cast<float>(channel), static_cast<float>(row), static_cast<float>(column),
                                 input, weight, input * weight, weight});
  };
  if (e.kind == "conv") {
    for (int tap = 0; tap < 9; ++tap)
      add(0, wish.row + tap / 3, wish.column + tap % 3, 0.5F, 0.125F * static_cast<float>(tap - 3));
    e.bias = 0.25;
    e.value = e.sum = 0.8125;
    e.pool = "won";
  } else if (e.kind == "max-pool") {
    for (int i = 0; i < 4; ++i)
      add(wish.channel, 2 * wish.row + i / 2, 2 * wish.column + i % 2, 0.25F * static_cast<float>(i),
          i == 3 ? 1.0F : 0.0F);
    e.value = 0.75;
    e.gradient = -0.0125;
    e.label = 9;
  } else if (e.kind == "dense") {
    for (int i = 0; i < 128; ++i) add(i % 12, i / 12, 3, 0.5F, i % 2 == 0 ? 0.5F : -0.25F);
    e.rest = 1.5;
    e.value = 2.25;
  } else if (e.kind == "softmax") {
    for (int k = 0; k < 10; ++k) add(k, 0, 0, 0.5F, 0.1F);
    e.value = 0.1;
    e.sum = 10;
    e.centre = 0.5;
  } else {
    add(0, wish.row, wish.column, 100, 1.0F / 255);
    e.value = 0.392;
  }
  e.count = e.kind == "dense" ? 2028 : static_cast<int>(e.bulk.size()) / protocol::Explanation::kTermSize;
  return e;
}

}  // namespace atelier::ui::test
