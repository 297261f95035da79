#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "ui/app.h"
#include "ui/events.h"

namespace atelier::ui {

// A page without a graphics card: frames are laid out and drawn into lists that nobody renders.
class AppTest : public testing::Test {
 protected:
  AppTest() {
    ImGui::CreateContext();
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    font_ = atlas.AddFontDefault();
    atlas.Build();
    app_ = std::make_unique<App>(test::kBuildId);
  }
  ~AppTest() override {
    app_.reset();
    ImGui::DestroyContext();
  }

  double frame() {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {app_->width(), app_->height()};
    io.DeltaTime = 1.0F / 60;
    now_ += 16;
    ImGui::NewFrame();
    const double wait = app_->frame(now_, {font_, font_, font_, font_, font_});
    ImGui::Render();
    return wait;
  }

  // Frames until the app rests or waits. Returns what the last one said.
  double settle() {
    double wait = 0;
    for (int i = 0; i < 60 && wait == 0; ++i) wait = frame();
    return wait;
  }

  std::vector<protocol::Command> sent() {
    std::vector<protocol::Command> commands;
    while (auto command = app_->nextCommand()) commands.push_back(*command);
    return commands;
  }

  // How many commands of this kind were sent since last asked; drops the others.
  template <class Message>
  std::ptrdiff_t countSent() {
    const auto commands = sent();
    return std::count_if(commands.begin(), commands.end(),
                         [](const protocol::Command& c) { return std::holds_alternative<Message>(c); });
  }

  // A worker that has started, with its data and a run that has not begun.
  void begin() {
    app_->apply(test::ready());
    app_->apply(test::run(1));
    app_->apply(test::progress(1));
    app_->apply(test::recipe());
    app_->apply(test::dataset());
    app_->apply(test::picture());
    settle();
    sent();
  }

  // The same, and the network's numbers are there.
  void beginWithNumbers() {
    begin();
    app_->apply(test::activations(1));
    app_->apply(test::weights(1));
    settle();
    sent();
  }

  const Control* find(const std::string& role, const std::string& name) const {
    for (const Control& c : app_->controls()) {
      if (c.role == role && c.name == name) return &c;
    }
    return nullptr;
  }

  const Control* withId(const std::string& id) const {
    for (const Control& c : app_->controls()) {
      if (c.id == id) return &c;
    }
    return nullptr;
  }

  // What the mirror says there.
  std::string text(const std::string& id) const {
    const Control* control = withId(id);
    return control == nullptr ? "(none)" : control->value;
  }

  // Whatever the mirror says, a line each.
  std::string texts() const {
    std::string all;
    for (const Control& c : app_->controls()) {
      if (c.role == "text") all += c.name + ": " + c.value + "\n";
    }
    return all;
  }

  void press(const std::string& name) {
    const Control* control = find("button", name);
    if (control == nullptr) control = find("disclosure", name);
    ASSERT_NE(control, nullptr) << name;
    app_->act(control->id, "");
    settle();
  }

  // Of those that were sent since last asked, the ones of this kind.
  template <class Message>
  std::vector<Message> sentOf() {
    std::vector<Message> found;
    for (const protocol::Command& command : sent()) {
      if (const auto* message = std::get_if<Message>(&command)) found.push_back(*message);
    }
    return found;
  }

  void act(const std::string& role, const std::string& name, const std::string& value, const std::string& what = "") {
    const Control* control = find(role, name);
    ASSERT_NE(control, nullptr) << name;
    app_->act(control->id + what, value);
    settle();
  }

  ImFont* font_ = nullptr;
  double now_ = 0;
  std::unique_ptr<App> app_;
};

}  // namespace atelier::ui
