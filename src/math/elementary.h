#pragma once

// exp, log and cos from additions, multiplications and divisions alone, so that they give the same bits on every
// machine (the platform's own differ). In double, within 2 units in the last place; a float result is the
// double one rounded.

namespace atelier {

// e^x. 0 below -745.2, infinity above 709.8, NaN for NaN.
double exponential(double x);

// Natural logarithm. -infinity for 0, NaN below 0 and for NaN.
double logarithm(double x);

// cos(pi x) for 0 <= x <= 1.
double cosineOfPi(double x);

}  // namespace atelier
