// The ui's edge to JavaScript: what page.js calls. Emscripten only.

#include <emscripten/bind.h>

#include <array>

#include "build_id.h"
#include "protocol/js.h"
#include "ui/app.h"
#include "ui/platform_gl.h"

namespace {

using atelier::ui::App;
using atelier::ui::Control;
using emscripten::val;
namespace protocol = atelier::protocol;

val toJs(const atelier::ui::Rect& r) {
  val object = val::object();
  object.set("x", r.x);
  object.set("y", r.y);
  object.set("width", r.w);
  object.set("height", r.h);
  return object;
}

val toJs(const Control& c) {
  val object = val::object();
  val options = val::array();
  for (const std::string& option : c.options) options.call<void>("push", option);
  for (const auto& [name, text] : {std::pair{"id", &c.id},
                                   {"role", &c.role},
                                   {"name", &c.name},
                                   {"value", &c.value},
                                   {"valueText", &c.valueText},
                                   {"error", &c.error},
                                   {"description", &c.description},
                                   {"panel", &c.panel}}) {
    object.set(name, *text);
  }
  object.set("markFrom", c.markFrom);
  object.set("markLength", c.markLength);
  object.set("enabled", c.enabled);
  object.set("checked", c.checked);
  object.set("covered", c.covered);
  object.set("min", c.min);
  object.set("max", c.max);
  object.set("step", c.step);
  object.set("options", options);
  object.set("rect", toJs(c.rect));
  object.set("clip", toJs(c.clip));
  return object;
}

// The ui of one page, on its canvas. Lengths are CSS pixels, times milliseconds.
class UiEdge {
 public:
  UiEdge() : app_(ATELIER_BUILD_ID) {}

  void addFont(const std::string& name, const val& bytes) {
    platform_.addFont(name, emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes));
  }

  // An event of the protocol. One that cannot be read is told to the user.
  void handle(const val& message) {
    protocol::Event event;
    const std::string error = protocol::fromJs(message, event);
    if (error.empty()) {
      app_.apply(event);
    } else {
      app_.problem(error);
    }
  }

  // A command to post, with its typed array `bulk` to transfer; undefined when there is none.
  val nextCommand() {
    const auto command = app_.nextCommand();
    return command ? protocol::toJs(*command) : val::undefined();
  }

  // A command by its type, as from an embedding page. Returns "" or what is wrong with it.
  std::string command(const std::string& name, const val& body) {
    val message = val::object();
    message.set("version", protocol::kVersion);
    message.set("type", name);
    message.set("body", body);
    if (!body.isUndefined() && !body.isNull()) message.set("bulk", body["bulk"]);
    protocol::Command command;
    std::string error = protocol::fromJs(message, command);
    if (error.empty()) app_.queue(command);
    return error;
  }

  // Plain data for window.atelier.
  val state() const {
    const auto& s = app_.state();
    const protocol::Progress& p = s.progress;
    val object = val::object();
    object.set("epoch", p.epoch);
    object.set("epochs", p.epochs);
    object.set("batch", p.batch);
    object.set("imagesSeen", p.imagesSeen);
    object.set("imagesPerSecond", p.imagesPerSecond);
    object.set("trainLoss", p.trainLoss);
    object.set("testAccuracy", p.testAccuracy < 0 ? val::null() : val(p.testAccuracy));
    object.set("validationAccuracy", p.validationAccuracy < 0 ? val::null() : val(p.validationAccuracy));
    object.set("gradientNorm", p.gradientNorm < 0 ? val::null() : val(p.gradientNorm));
    object.set("model", p.model);  // counted from 0
    object.set("models", p.models);
    object.set("shownEpoch", s.timeline.shown);  // -1: the weights of now
    object.set("epochsKept", arrayOf(s.timeline.bulk));
    object.set("running", p.running);
    object.set("phase", p.phase);
    object.set("runId", s.run.runId);
    object.set("run", s.run.number);
    object.set("runsKept", static_cast<int>(s.runs.size()));
    object.set("weights", s.run.weights);
    object.set("weightsHash", p.weightsHash);
    object.set("recipe", s.recipe.recipe);
    object.set("speed", s.speed);
    val dataset = val::object();
    dataset.set("name", s.dataset.name);
    dataset.set("train", s.dataset.train);
    dataset.set("test", s.dataset.test);
    object.set("dataset", dataset);
    object.set("prediction", arrayOf(s.prediction));
    object.set("awaitsAnswer", app_.awaitsAnswer());
    object.set("picture", pictureOf(s));
    val notices = val::array();
    for (const std::string& problem : app_.problems()) notices.call<void>("push", problem);
    object.set("notices", notices);
    object.set("failed", s.failed ? val(s.failed->text) : val::null());
    val classes = val::array();
    for (const std::string& name : s.classes) classes.call<void>("push", name);
    object.set("classes", classes);
    object.set("link", app_.linkText());
    object.set("lesson", lessonOf(app_));
    return object;
  }

  double frame(double now) { return platform_.frame(app_, now); }
  bool awaitsAnswer() const { return app_.awaitsAnswer(); }
  // As frame(), without rendering: for when the display is slow to ask for one.
  double settle(double now) { return platform_.settle(app_, now); }

  // What became of the controls since last asked: {count, changed: [[index, control], ...]}. To hand over all of them
  // takes longer than to draw a frame.
  val controlChanges() {
    const std::vector<Control>& now = app_.controls();
    val changed = val::array();
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (i < handedOver_.size() && handedOver_[i] == now[i]) continue;
      val change = val::array();
      change.call<void>("push", static_cast<int>(i));
      change.call<void>("push", toJs(now[i]));
      changed.call<void>("push", change);
    }
    handedOver_ = now;
    val object = val::object();
    object.set("count", static_cast<int>(now.size()));
    object.set("changed", changed);
    return object;
  }

  std::string status() const { return app_.status(); }
  void act(const std::string& id, const std::string& value) { app_.act(id, value); }
  // x and y from 0 to 1 across the pad. Only a pen's pressure means something.
  void padPointer(const std::string& id, const std::string& phase, double x, double y, double pressure,
                  const std::string& kind) {
    if (id == "crop") return app_.framePointer(phase, static_cast<float>(x), static_cast<float>(y));
    const auto pressed = kind == "pen" ? std::optional(static_cast<float>(pressure)) : std::nullopt;
    app_.padPointer(phase, static_cast<float>(x), static_cast<float>(y), pressed);
  }
  // The drawing's list of acts as text.
  std::string drawing() const { return app_.drawingText(); }
  // A file of work replaces what is here. Returns "" or why not.
  std::string openWork(const val& bytes) {
    return app_.openWork(emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes));
  }
  // Grows whenever there may be something new to save.
  bool isOpeningWork() const { return app_.state().isOpening(); }
  int workVersion() { return app_.keeper().version(); }
  val workHead() const { return bytesOf(app_.workHead()); }
  // The names of the pieces that belong to the head.
  val workPieces() const {
    val names = val::array();
    for (const protocol::Row& row : protocol::parseTable(app_.workPieces())) names.call<void>("push", row[0]);
    return names;
  }
  // A piece that is new, once, as {name, bytes}; else undefined.
  val takePiece() {
    const auto piece = app_.takePiece();
    if (!piece) return val::undefined();
    val object = val::object();
    object.set("name", piece->name);
    object.set("bytes", bytesOf(piece->bulk));
    return object;
  }
  // After the loss of a worker: the pieces of workPieces(), an array of typed arrays, or what there is of them.
  void bringPieces(const val& pieces) {
    std::vector<protocol::Bytes> all;
    for (const val& piece : emscripten::vecFromJSArray<val>(pieces))
      all.push_back(emscripten::convertJSArrayToNumberVector<std::uint8_t>(piece));
    app_.bringPieces(std::move(all));
  }
  void askForPieces() { app_.askForPieces(); }
  void setKeeping(const std::string& word, const std::string& about, bool isTrouble, bool canTakeOver,
                  bool hasDamaged) {
    app_.setKeeping({word, about, isTrouble, canTakeOver, hasDamaged});
  }
  // A wardrobe's file, to be added.
  void importWardrobe(const val& bytes) {
    app_.importWardrobe(emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes));
  }
  // The wardrobe's file as it is.
  val wardrobe() const { return bytesOf(app_.wardrobe()); }
  void openLink(const std::string& text) { app_.openLink(text); }
  void pointer(const std::string& phase, double x, double y, const std::string& kind, int) {
    app_.pointer(phase, static_cast<float>(x), static_cast<float>(y), kind == "touch");
  }
  void scroll(double y) { app_.scroll(static_cast<float>(y)); }
  void resize(double width, double height, double ratio) {
    app_.resize(static_cast<float>(width), static_cast<float>(height), static_cast<float>(ratio));
  }
  double documentHeight() const { return app_.documentHeight(); }
  double neededHeight() const { return app_.neededHeight(); }
  double takeScroll() { return app_.takeScroll(); }
  void setTheme(const std::string& theme) { app_.setTheme(theme); }
  bool takeThemeChoice() { return app_.takeThemeChoice(); }
  std::string theme() const { return std::string(app_.theme().name); }
  // The five steps of a first visit begin; and whether they are shown.
  void introduce() { app_.introduce(); }
  bool isIntroducing() const { return app_.isIntroducing(); }
  void contextLost() { platform_.contextLost(); }
  void contextRestored() { platform_.contextRestored(); }
  // A picture file; or why there is none, as a sentence.
  void openPicture(const val& bytes) {
    app_.openPicture(emscripten::convertJSArrayToNumberVector<std::uint8_t>(bytes));
  }
  void pictureProblem(const std::string& text) { app_.pictureProblem(text); }
  void setCamera(bool isThere) { app_.setCamera(isThere); }
  void setTouch(bool isTouch) { app_.setTouch(isTouch); }
  void setDroppedOn(bool isOver) { app_.setDroppedOn(isOver); }
  // What the page is to do now, once; "" for nothing.
  std::string takeWish() {
    static constexpr std::array<const char*, 11> kNames = {
        "",          "picture file", "photograph", "export wardrobe", "import wardrobe", "update",
        "save work", "open work",    "use here",   "forget work",     "save damaged"};
    return kNames[static_cast<std::size_t>(app_.takeWish())];
  }
  // A PNG file to save, once; else undefined.
  val takeFile() {
    const protocol::Bytes file = app_.takeFile();
    if (file.empty()) return val::undefined();
    return val::global("Uint8Array").new_(emscripten::typed_memory_view(file.size(), file.data()));
  }
  // The path, in the page's folder, of a lesson's file to fetch, once; or "". And its text, or why there is none.
  std::string takeLesson() { return app_.takeLesson(); }
  void openLesson(const std::string& path, const std::string& text) { app_.openLesson(path, text); }
  void lessonProblem(const std::string& text) { app_.lessonProblem(text); }
  void setAddress(const std::string& address) { app_.setAddress(address); }
  // What is to go into the clipboard, once, or ""; and whether it did.
  std::string takeCopy() { return app_.takeCopy(); }
  void copied(bool isDone) { app_.copied(isDone); }
  void updateWaits() { app_.updateWaits(); }
  void workerLost(const std::string& text) { app_.workerLost(text); }
  void problem(const std::string& text) { app_.problem(text); }

 private:
  // A copy.
  static val bytesOf(const protocol::Bytes& bytes) {
    return val::global("Uint8Array").new_(emscripten::typed_memory_view(bytes.size(), bytes.data()));
  }

  static val arrayOf(const protocol::Floats& numbers) {
    if (numbers.empty()) return val::null();
    val array = val::array();
    for (const float number : numbers) array.call<void>("push", number);
    return array;
  }

  // Where the lesson stands that is under way; its step is counted from 1.
  static val lessonOf(const App& app) {
    if (!app.hasLesson()) return val::null();
    const atelier::ui::LessonView& lesson = *app.lesson();
    val object = val::object();
    object.set("id", lesson.lesson.id);
    object.set("step", lesson.at + 1);
    object.set("steps", static_cast<int>(lesson.lesson.steps.size()));
    object.set("undone", lesson.undone());
    return object;
  }

  static val pictureOf(const atelier::ui::RunState& s) {
    if (!s.picture) return val::null();
    val object = val::object();
    object.set("split", s.picture->split);
    object.set("index", s.picture->index);
    object.set("label", s.picture->label);
    return object;
  }

  atelier::ui::Platform platform_;  // first: the app needs its ImGui context
  App app_;
  std::vector<Control> handedOver_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(ui) {
  emscripten::class_<UiEdge>("Ui")
      .constructor<>()
      .function("addFont", &UiEdge::addFont)
      .function("handle", &UiEdge::handle)
      .function("nextCommand", &UiEdge::nextCommand)
      .function("command", &UiEdge::command)
      .function("state", &UiEdge::state)
      .function("frame", &UiEdge::frame)
      .function("awaitsAnswer", &UiEdge::awaitsAnswer)
      .function("settle", &UiEdge::settle)
      .function("controlChanges", &UiEdge::controlChanges)
      .function("status", &UiEdge::status)
      .function("act", &UiEdge::act)
      .function("padPointer", &UiEdge::padPointer)
      .function("drawing", &UiEdge::drawing)
      .function("openWork", &UiEdge::openWork)
      .function("isOpeningWork", &UiEdge::isOpeningWork)
      .function("workVersion", &UiEdge::workVersion)
      .function("workHead", &UiEdge::workHead)
      .function("workPieces", &UiEdge::workPieces)
      .function("takePiece", &UiEdge::takePiece)
      .function("bringPieces", &UiEdge::bringPieces)
      .function("askForPieces", &UiEdge::askForPieces)
      .function("setKeeping", &UiEdge::setKeeping)
      .function("importWardrobe", &UiEdge::importWardrobe)
      .function("wardrobe", &UiEdge::wardrobe)
      .function("openLink", &UiEdge::openLink)
      .function("pointer", &UiEdge::pointer)
      .function("scroll", &UiEdge::scroll)
      .function("resize", &UiEdge::resize)
      .function("documentHeight", &UiEdge::documentHeight)
      .function("neededHeight", &UiEdge::neededHeight)
      .function("takeScroll", &UiEdge::takeScroll)
      .function("setTheme", &UiEdge::setTheme)
      .function("theme", &UiEdge::theme)
      .function("takeThemeChoice", &UiEdge::takeThemeChoice)
      .function("introduce", &UiEdge::introduce)
      .function("isIntroducing", &UiEdge::isIntroducing)
      .function("contextLost", &UiEdge::contextLost)
      .function("contextRestored", &UiEdge::contextRestored)
      .function("openPicture", &UiEdge::openPicture)
      .function("pictureProblem", &UiEdge::pictureProblem)
      .function("setCamera", &UiEdge::setCamera)
      .function("setTouch", &UiEdge::setTouch)
      .function("setDroppedOn", &UiEdge::setDroppedOn)
      .function("takeWish", &UiEdge::takeWish)
      .function("takeFile", &UiEdge::takeFile)
      .function("takeLesson", &UiEdge::takeLesson)
      .function("openLesson", &UiEdge::openLesson)
      .function("lessonProblem", &UiEdge::lessonProblem)
      .function("setAddress", &UiEdge::setAddress)
      .function("takeCopy", &UiEdge::takeCopy)
      .function("copied", &UiEdge::copied)
      .function("updateWaits", &UiEdge::updateWaits)
      .function("workerLost", &UiEdge::workerLost)
      .function("problem", &UiEdge::problem);
}
