#pragma once

#include <string>
#include <vector>

#include "nn/network.h"

namespace atelier {

// What of a picture mattered to a class, in three ways. None changes what is learned.

// How the logarithm of a class's probability grows with each pixel (input gradient, Simonyan, Vedaldi and Zisserman
// 2014, "Deep Inside Convolutional Networks", who take the class's logit instead): one number a pixel, in nats for an
// input higher by 1, which is from black to white. It is minus the gradient of the loss, so that what speaks for
// another class counts against this one. A slope at this picture: it says nothing of large changes. Requires an image
// (1, 1, h, w) as the network is fed it and a label that is one of the network's outputs.
std::vector<float> inputGradient(Network<float>& network, const Tensor<float>& image, int label);

// How much a class loses where the picture is hidden (occlusion, Zeiler and Fergus 2014, "Visualizing and Understanding
// Convolutional Networks"): a patch of one number is moved over the picture in steps, and each pixel gets the mean,
// over the patches that cover it, of the class's probability without a patch minus that with it. Above 0: what is there
// speaks for the class. It says what this network misses, not what it sees: hiding makes pictures it has never met.
class Occlusion {
 public:
  static constexpr int kPatch = 6;  // pixels
  static constexpr int kStep = 2;

  // Requires an image (1, 1, h, w) as the network is fed it, h and w at least kPatch, and a label that is one of the
  // network's outputs. `hidden` is the number that the patch is of.
  Occlusion(const Tensor<float>& image, int label, float hidden);

  // Hides as many places more as `most`, a forward pass each, and one in the first call for the picture itself. True
  // when all are done. Requires the same weights in every call.
  bool work(Network<float>& network, int most);

  int places() const { return rows_ * columns_; }
  int done() const { return done_; }
  float probability() const { return whole_; }  // of the class for the picture itself

  // One number a pixel, once all are done. Sums are over patches in the order they are moved.
  std::vector<float> map() const;

  // Once all are done, the patch that takes most from the class, and the one that gives it most or takes least; of
  // equal ones the first.
  struct Patch {
    int row = 0;  // its first one
    int column = 0;
    float probability = 0;  // of the class with it
  };
  Patch takesMost() const;
  Patch givesMost() const;

 private:
  Patch patchAt(std::ptrdiff_t place) const;
  float probabilityOf(Network<float>& network, const Tensor<float>& image) const;

  Tensor<float> image_;
  Tensor<float> covered_;
  int label_;
  float hidden_;
  int rows_;
  int columns_;
  int done_ = 0;
  float whole_ = -1;
  std::vector<float> drops_;  // by place, row by row
};

// Where in the maps before the last dense layer a class's logit comes from (class-activation map, Zhou et al. 2016,
// "Learning Deep Features for Discriminative Localization"): at each place the sum over channels, in order, of weight
// times map. The places and the bias add up to the logit. Exact where that layer reads the maps, or their means by
// global-average-pool; the layers before it are not looked through.
struct ClassMap {
  int height = 0;
  int width = 0;
  std::vector<float> values;  // row by row
};

// Why this network has no such map, as a sentence; empty where it has one.
std::string whyNoClassMap(const Network<float>& network);

// Requires a network with such a map, an image (1, c, h, w) and a label that is one of its outputs.
ClassMap classMap(Network<float>& network, const Tensor<float>& image, int label);

// A class map of this network over the picture: each pixel has the value of the place whose receptive field (what of
// the picture it is computed from, padding included) has its middle nearest to the pixel.
std::vector<float> overPicture(const ClassMap& map, const Network<float>& network);

}  // namespace atelier
