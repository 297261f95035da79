#include "ui/platform_gl.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>

namespace atelier::ui {

namespace {

constexpr const char* kCanvas = "#canvas";
constexpr int kPasses = 3;  // in which a picture comes to rest, but for one that somebody drags

// ImGui sizes a font by its line, from ascender to descender; the page's sizes are those of CSS, by the em.
constexpr float kInterLine = 1.21F;
constexpr float kMonoLine = 1.32F;

// Every glyph is drawn once at each start, which takes a good part of it: letters beyond ASCII, which nobody but a
// person types, are in plain words alone.
constexpr ImWchar kOurs[] = {0x20,   0x7e,   0xb7,   0xb7,   0xd7,   0xd7,   0x2010, 0x2026, 0x2039, 0x203a,
                             0x2190, 0x2193, 0x21c4, 0x21c4, 0x21ba, 0x21ba, 0x2202, 0x2265, 0};
constexpr ImWchar kAnyones[] = {0x20,   0xff,   0x2010, 0x2026, 0x2039, 0x203a, 0x2190, 0x2193,
                                0x21c4, 0x21c4, 0x21ba, 0x21ba, 0x2202, 0x2265, 0};

}  // namespace

Platform::Platform() {
  ImGui::CreateContext();
  if (makeContext()) startRendering();
}

Platform::~Platform() {
  if (renders_) stopRendering(true);
  ImGui::DestroyContext();
}

void Platform::addFont(const std::string& name, std::vector<std::uint8_t> bytes) {
  files_[name] = std::move(bytes);
  fontsRatio_ = 0;
}

bool Platform::makeContext() {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;
  attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  context_ = static_cast<int>(emscripten_webgl_create_context(kCanvas, &attributes));
  if (context_ > 0 && emscripten_webgl_make_context_current(context_) == EMSCRIPTEN_RESULT_SUCCESS) return true;
  context_ = 0;
  return false;
}

void Platform::startRendering() {
  ImGui_ImplOpenGL3_Init("#version 300 es");
  glGenTextures(1, &atlasTexture_);
  glBindTexture(GL_TEXTURE_2D, atlasTexture_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, Atlas::kWidth, Atlas::kHeight, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  renders_ = true;
}

void Platform::stopRendering(bool contextIsAlive) {
  if (contextIsAlive) glDeleteTextures(1, &atlasTexture_);
  ImGui_ImplOpenGL3_Shutdown();
  renders_ = false;
}

void Platform::contextLost() {
  if (renders_) stopRendering(false);
}

void Platform::contextRestored() {
  if (context_ == 0) return;
  emscripten_webgl_make_context_current(context_);
  startRendering();
}

ImFont* Platform::addSized(const std::string& name, float size, float pixelRatio) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 1;  // glyphs begin at whole pixels
  config.PixelSnapH = true;
  const float pixels = std::round(size * (name.rfind("mono", 0) == 0 ? kMonoLine : kInterLine) * pixelRatio);
  const auto file = files_.find(name);
  ImFont* font = file == files_.end()
                     ? nullptr
                     : atlas.AddFontFromMemoryTTF(file->second.data(), static_cast<int>(file->second.size()), pixels,
                                                  &config, name == "inter-400" ? kAnyones : kOurs);
  if (font == nullptr) {
    ImFontConfig fallback;
    fallback.SizePixels = pixels;
    font = atlas.AddFontDefault(&fallback);
  }
  font->Scale = 1 / pixelRatio;
  return font;
}

void Platform::buildFonts(float pixelRatio) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
  fonts_.words = addSized("inter-400", 13, pixelRatio);
  fonts_.strong = addSized("inter-600", 13, pixelRatio);
  fonts_.name = addSized("inter-600", 18, pixelRatio);
  fonts_.figures = addSized("mono-400", 12, pixelRatio);
  fonts_.strongFigures = addSized("mono-600", 12, pixelRatio);
  atlas.Build();
  if (renders_) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  fontsRatio_ = pixelRatio;
}

double Platform::frame(App& app, double now) {
  double wait = 0;
  for (int pass = 0; pass < kPasses && wait == 0; ++pass) wait = settle(app, now);
  if (renders_) render(app);
  return wait;
}

double Platform::settle(App& app, double now) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {app.width(), app.height()};
  io.DisplayFramebufferScale = {app.pixelRatio(), app.pixelRatio()};
  io.DeltaTime = 1.0F / 60;
  if (fontsRatio_ != app.pixelRatio()) buildFonts(app.pixelRatio());
  if (renders_) ImGui_ImplOpenGL3_NewFrame();
  app.atlas().texture = reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(atlasTexture_));
  ImGui::NewFrame();
  const double wait = app.frame(now, fonts_);
  ImGui::Render();
  return wait;
}

void Platform::clear(const App& app) const {
  const float ratio = app.pixelRatio();
  const auto pixels = [ratio](float length) { return static_cast<int>(std::lround(length * ratio)); };
  const auto clearTo = [](ImU32 packed) {
    const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(packed);
    glClearColor(colour.x, colour.y, colour.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
  };
  const int height = pixels(app.height());
  glViewport(0, 0, pixels(app.width()), height);
  glDisable(GL_SCISSOR_TEST);
  clearTo(app.theme().ground);
  glEnable(GL_SCISSOR_TEST);
  for (const Plate& plate : app.plates()) {
    const int left = pixels(plate.rect.x);
    const int bottom = pixels(plate.rect.bottom());
    const int across = pixels(plate.rect.right()) - left;
    const int down = bottom - pixels(plate.rect.y);
    if (across <= 0 || down <= 0) continue;
    glScissor(left, height - bottom, across, down);
    clearTo(plate.colour);
  }
  glDisable(GL_SCISSOR_TEST);
}

void Platform::render(App& app) {
  const Atlas& atlas = app.atlas();
  if (atlas.rowsInUse() > 0) {
    glBindTexture(GL_TEXTURE_2D, atlasTexture_);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, Atlas::kWidth, std::min(atlas.rowsInUse(), Atlas::kHeight), GL_RGBA,
                    GL_UNSIGNED_BYTE, atlas.pixels().data());
  }
  clear(app);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace atelier::ui
