#pragma once

// A network as text, from the input to the logits: `conv 12x3 | relu | max-pool 2 | dense 10`.
//   conv FxK [stride S] [pad P]  F filters of K x K; P rows and columns of zeros around its input
//                                (F 1 to 256, K 1 to 15, S 1 to 8, P 0 to K - 1)
//   max-pool S [stride T]        maximum over S x S, stride S or T (S 2 to 14, T 1 to 14)
//   global-average-pool          mean of each channel
//   dense O                      fully connected, O outputs (1 to 1024)
//   relu                         max(x, 0)
//   batch-norm                   each channel to mean 0 and deviation 1, then a learned scale and shift
//   dropout P                    in training, numbers are 0 with probability P (above 0, at most 0.9)

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nn/layer_spec.h"
#include "nn/word_reader.h"

namespace atelier {

std::string printNetwork(const std::vector<LayerSpec>& layers);

// The layers of the text, all of whose shapes fit an input of this shape and which end in `outputs` logits, or in up to
// `more` further ones; or nothing, and `error` says what and where. At most 24 layers, 4 million parameters, and 250
// million multiplications an image, so that no text stalls the page.
[[nodiscard]] std::optional<std::vector<LayerSpec>> parseNetwork(std::string_view text, const Shape& input, int outputs,
                                                                 TextError& error, int more = 0);

}  // namespace atelier
