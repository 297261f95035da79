#pragma once

#include "data/hand.h"
#include "math/random.h"

namespace atelier {

// Adds what people draw and cameras hardly see to the strokes of a drawing, at least one: seams, a line along part of
// the outline, rows of marks as laces are, loops as buttons and clasps are; some of them, or nothing.
void decorate(const Hand& hand, Random& random, Strokes& strokes);

}  // namespace atelier
