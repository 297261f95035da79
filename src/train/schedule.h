#pragma once

namespace atelier {

// How the learning rate changes over a run, as a factor of the recipe's rate.
struct Schedule {
  enum class Kind {
    kConstant,  // 1
    kStep,      // times `factor` after every `every` epochs
    kCosine,    // from 1 to 0 along half a cosine (Loshchilov and Hutter 2017, "SGDR", without restarts)
    kOneCycle,  // up from 1/25 to 1 over the first 30 %, then down to 1/25000, both along half a cosine (Smith 2018)
  };

  Kind kind = Kind::kConstant;
  int every = 0;      // epochs, of kStep
  double factor = 1;  // of kStep

  // The factor in an epoch, counted from 0, when a share `progress` of the run, from 0 to 1, is over.
  double at(int epoch, double progress) const;

  bool operator==(const Schedule&) const = default;
};

}  // namespace atelier
