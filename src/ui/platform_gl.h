#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ui/app.h"

namespace atelier::ui {

// WebGL2 on the page's canvas, by ImGui's OpenGL backend; the fonts and the atlas as textures. Without WebGL2, or while
// its context is lost, frames run all the same and nothing is rendered. Emscripten only.
class Platform {
 public:
  Platform();
  ~Platform();
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  // A font file by its name: "inter-400", "inter-600", "mono-400" or "mono-600". Call before the first frame.
  void addFont(const std::string& name, std::vector<std::uint8_t> bytes);

  void contextLost();
  void contextRestored();

  // Runs App::frame() until its layout rests, or a few times, and renders the last. Returns what that one returned.
  double frame(App& app, double now);
  // Runs App::frame() alone: what was done takes effect, and nothing is shown.
  double settle(App& app, double now);

 private:
  bool makeContext();
  void startRendering();
  void stopRendering(bool contextIsAlive);
  void buildFonts(float pixelRatio);
  ImFont* addSized(const std::string& name, float size, float pixelRatio);
  void clear(const App& app) const;
  void render(App& app);

  std::map<std::string, std::vector<std::uint8_t>> files_;
  Fonts fonts_;
  float fontsRatio_ = 0;  // the fonts are rasterised for this pixel ratio
  int context_ = 0;
  bool renders_ = false;
  unsigned atlasTexture_ = 0;
};

}  // namespace atelier::ui
