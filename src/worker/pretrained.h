#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "io/model_file.h"
#include "nn/network.h"
#include "worker/views.h"

namespace atelier::worker {

// The model that comes with the page, once its file is here.
class Pretrained {
 public:
  static constexpr const char* kFile = "pretrained.safetensors";  // beside the page

  // Returns whether these are a model; note() says what it is, or what is wrong.
  bool arrived(std::span<const std::uint8_t> bytes);
  void failed(const std::string& reason) { note_ = "There is no pretrained model: " + reason + "."; }

  bool isThere() const { return model_.has_value(); }
  // A sentence on it; empty until its file has come or failed.
  const std::string& note() const { return note_; }
  // Requires isThere().
  Shown shown(int runId) const { return {*network_, model_->recipe, runId}; }

 private:
  std::optional<Model> model_;
  std::unique_ptr<Network<float>> network_;
  std::string note_;
};

}  // namespace atelier::worker
