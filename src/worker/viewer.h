#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/drawing.h"
#include "explain/arithmetic.h"
#include "math/random.h"
#include "nn/network.h"
#include "protocol/messages.h"
#include "train/recipe.h"
#include "worker/views.h"

namespace atelier::worker {

// What the learner looks at: one picture of the data set and one drawing, and what a network makes of them.
class Viewer {
 public:
  using Events = std::deque<protocol::Event>;

  bool hasPicture() const { return !picture_.bulk.empty(); }
  bool hasDrawing() const { return !drawing_.empty; }

  // Chooses a picture and reports it. Returns false, with a sentence, when there is none such.
  [[nodiscard]] bool pick(const protocol::PickImage& wish, const Dataset& dataset, Events& events, std::string& error);

  // Hands over the pictures asked for. Returns false, with a sentence, when one is not there or they are too many.
  [[nodiscard]] static bool fetch(const protocol::FetchPictures& wish, const Dataset& dataset, Events& events,
                                  std::string& error);

  // Takes a new drawing and reports what is seen of it. Returns false, with a sentence, when the sizes are wrong.
  [[nodiscard]] bool draw(const protocol::Draw& drawing, Events& events, std::string& error);
  // By which steps drawings are fitted from now on, the one that is there, too: appends Seen then.
  void setFit(const FitOptions& fit, Events& events);

  // A picture of the source "step", which is reported in place of the chosen one; and the chosen one is reported again.
  void showStep(protocol::Picture picture, Events& events);
  void leaveStep(Events& events);

  // The ten probabilities for the drawing; none while it is empty.
  protocol::Prediction predict(const Shown& shown) const;

  // The weights, if wanted, and the outputs, which are empty when the picture or drawing is not there. Returns false,
  // with a sentence, when there is no such source or view.
  [[nodiscard]] bool inspect(const protocol::Inspect& what, const Shown& shown, Events& events, std::string& error);

  // How one number came about. Returns false, with a sentence, when there is none such.
  [[nodiscard]] bool explain(const protocol::Explain& what, const Shown& shown, Events& events, std::string& error);

  // The grey bytes of the picture, the drawing or the step; none when it is not there.
  std::span<const std::uint8_t> pixelsOf(const std::string& source) const;
  const protocol::Picture& picture() const { return picture_; }

 private:
  // Its class; -1 where nobody knows.
  int labelOf(const std::string& source) const;
  void fitPad(Events& events);

  // Adds the gradient of the loss by what is explained.
  void addGradient(std::span<const std::uint8_t> pixels, const Shown& shown, protocol::Explanation& to);

  protocol::Picture picture_;
  protocol::Picture step_;
  protocol::Draw pad_;
  FitOptions fit_;
  FittedDrawing drawing_;  // pad_ by fit_
  Views views_;
  Random random_{1, 77};  // for random pictures
};

// As protocol::Explanation has it, of a network of these layers.
protocol::Explanation explanationOf(const protocol::Explain& what, const Arithmetic& found,
                                    const std::vector<LayerSpec>& layers, int runId);

}  // namespace atelier::worker
