#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "link/link.h"
#include "ui/atlas.h"
#include "ui/controls.h"
#include "ui/describer.h"
#include "ui/drawing_pad.h"
#include "ui/frame.h"
#include "ui/layout.h"
#include "ui/panels/panels.h"
#include "ui/questions.h"
#include "ui/run_state.h"
#include "ui/theme.h"
#include "ui/work_keeper.h"

namespace atelier::ui {

// The page: what it knows, what it shows, and one frame of it. Knows ImGui but no GL, no browser and no engine. Lengths
// are CSS pixels, times milliseconds.
class App {
 public:
  // Needs a current ImGui context.
  explicit App(std::string buildId);

  // --- From the worker's side
  void apply(const protocol::Event& event);
  std::optional<protocol::Command> nextCommand();
  void queue(const protocol::Command& command) { outbox_.push_back(command); }
  void workerLost(const std::string& text);

  // --- From the page's side
  void resize(float width, float height, float pixelRatio);
  void scroll(float y) { scroll_ = y; }
  void pointer(const std::string& phase, float x, float y, bool isTouch);
  // x and y from 0 to 1 across the pad, pressure that of a pen; phases "down", "move", "up", "cancel".
  void padPointer(const std::string& phase, float x, float y, std::optional<float> pressure = std::nullopt);
  // The same on the frame of one's own picture.
  void framePointer(const std::string& phase, float x, float y);
  void act(const std::string& id, const std::string& value);
  // The engine has not said yet what it sees in the drawing as it is now.
  bool awaitsAnswer() const { return state_.isReady && !drawingIsAnswered_; }
  // A picture file of the learner's, to be opened; or why there is none, as a sentence.
  void openPicture(protocol::Bytes file);
  void pictureProblem(const std::string& text);
  void setCamera(bool isThere) { view_.hasCamera = isThere; }
  // Whether the page is operated by fingers above all.
  void setTouch(bool isTouch) { isTouch_ = isTouch; }
  // A file is dragged over the page, or no longer.
  void setDroppedOn(bool isOver);
  // What the page is to do now, once.
  Wish takeWish() { return std::exchange(view_.wish, Wish::kNothing); }
  // The drawing as text.
  std::string drawingText() const { return pad_.text(); }
  // A PNG file that is to be saved, once; else empty.
  protocol::Bytes takeFile() { return std::exchange(file_, {}); }
  // A wardrobe's file, to be added.
  void importWardrobe(protocol::Bytes file) { outbox_.emplace_back(protocol::OpenWardrobe{true, std::move(file)}); }
  const protocol::Bytes& wardrobe() const { return state_.wardrobe.file; }
  // What the page's address says after its "#" (link/link.h) takes effect: at once, or with the engine's Ready. What of
  // it is not understood is told as a problem.
  void openLink(const std::string& text);
  // Work that was put away, or a file of it (keep/work.h), replaces what is here. Returns why not, as a sentence.
  std::string openWork(std::span<const std::uint8_t> bytes);
  // The head of a work file of what is here now, and the names of all pieces that belong to it, a table of one column.
  protocol::Bytes workHead() const;
  std::string workPieces() const;
  WorkKeeper& keeper() { return keeper_; }
  // A piece of it that is new, once. The head names those alone that were given by this.
  std::optional<protocol::Snapshot> takePiece();
  // After the loss of a worker: as many of these pieces as are to be had. The next one gets its work back with them.
  void bringPieces(std::vector<protocol::Bytes> pieces);
  // All pieces are to come once more.
  void askForPieces();
  // Where the browser's side stands with it.
  void setKeeping(Keeping keeping);
  // Such a link that opens the page as it is now, but for what was learned and drawn.
  std::string linkText() const { return link::print(linkNow()); }
  // The path, in the page's folder, of a lesson's file that is to be fetched, once; else "". What came of it: the file,
  // or a sentence.
  std::string takeLesson();
  void openLesson(const std::string& path, const std::string& file);
  void lessonProblem(const std::string& text);
  bool hasLesson() const;  // one is under way
  const std::optional<LessonView>& lesson() const { return view_.lesson; }
  // The page's own address, which links begin with.
  void setAddress(const std::string& address) { address_ = address; }
  // What is to go into the clipboard, once; and what came of it.
  std::string takeCopy() { return view_.sharing ? std::exchange(view_.sharing->copies, "") : ""; }
  void copied(bool isDone);
  // A newer version of the page could be used.
  void updateWaits();
  // A sentence for the notices and the status. "" takes back the last one.
  void problem(const std::string& text);
  // By its name, as a link has it.
  void setTheme(std::string_view name) { theme_ = themeNamed(name); }
  // Whether somebody has chosen the theme here since last asked, so that it may be remembered.
  bool takeThemeChoice() { return std::exchange(choseTheme_, false); }
  // Shows the steps of a first visit, from the first, once there is a run.
  void introduce();
  bool isIntroducing() const { return view_.introduction != kNoIntroduction; }

  // One frame, between ImGui::NewFrame() and ImGui::Render(). Returns milliseconds until the next is wanted: 0 at once,
  // negative: when something happens.
  double frame(double now, const Fonts& fonts);

  Atlas& atlas() { return atlas_; }
  // What lies under the frame that was drawn last, on the theme's ground.
  const std::vector<Plate>& plates() const { return plates_; }
  const Theme& theme() const { return theme_; }
  const RunState& state() const { return state_; }
  const std::vector<Control>& controls() const { return controls_.list(); }
  const std::vector<std::string>& problems() const { return problems_; }
  // What is said of the things at a point of the screen; empty where nothing is.
  std::string describedAt(float x, float y) const;
  // Every line of text that the next frames' panels draw is appended to this.
  void transcribe(std::vector<WrittenLine>* to) { written_ = to; }
  float documentHeight() const { return std::max(layout_.documentHeight, cardBottom_); }
  // The least height at which nothing of this width has to be scrolled.
  float neededHeight() const { return layOut(width_, 0, view_.tab, needs_, view_.hidden, isTouch_).documentHeight; }
  float width() const { return width_; }
  float height() const { return height_; }
  float pixelRatio() const { return pixelRatio_; }

  // Where the document is to be scrolled to, once; negative: where it is.
  float takeScroll() { return std::exchange(wantedScroll_, -1.0F); }

  // What a live region says: it changes at epochs, pauses, refusals and other things worth an interruption.
  std::string status() const;

 private:
  static constexpr int kSettle = 2;  // frames after anything happened, before it is drawn to the end

  void drawPanels(Frame& frame);
  // What lies over the panels: introduction, explanation, and the words about what is pointed at. Returns as frame().
  double drawOverlays(Frame& frame, double now);
  // What of the window is not taken by what stays on it.
  Rect roomBetweenBars() const;
  // The pointer is over something that lies over the panels.
  bool isCovered(float x, float y) const;
  // Drops the notice of a lost worker when its time is over. Returns as frame().
  double dropLoss(double now);
  // When it has changed; while a picture is adjusted, that in place of the drawing. With each frame, and at once with
  // what the pointer does when the engine has answered: it need not wait for a frame.
  void sendDrawing();
  // True: it was about a picture that is being opened, and nobody else need hear it.
  bool heardOfPicture(const protocol::Event& event);
  void ownCard(Frame& frame, const Rect& window);
  void leaveOtherCards();
  // To a new worker.
  void sendWardrobe();
  void giveBack();
  void sendPieces(const std::string& names);
  void sendLeftRuns();  // and the number of the one at work
  void writeLeftRuns();
  keep::Work workNow() const;
  protocol::Draw drawing() const;
  link::Link linkNow() const;
  // What the link asks of the engine, once that is there; its picture once it has come.
  void sendLink();
  // A lesson by its name in links.
  void askForLesson(const std::string& name);
  // Its file, once the engine has named the classes.
  void readLesson();
  void takeUpLesson();
  void enterStep(int at);
  void beginStep(const link::Link& begins);
  void leaveLesson();
  void hearForLesson(const protocol::Event& event);
  // Does what its buttons ask for, and ticks off what has happened.
  void followLesson();
  // Slow motion is where the worker says it is.
  void followSlowMotion();
  // Scrolls to the layer of a phase that has come, where slow motion's card lies here.
  void followPhase(const Rect& card);
  // Scrolls to the lesson once a step of it has found its place.
  void seekLesson();
  // Scrolls to the results where something led there.
  void seekResults();
  // Goes to the next phase when its time has come. Returns as frame().
  double playPhases(double now);
  // Shows the next epoch of a film when its time has come. Returns as frame().
  double playFilm(double now);

  std::string buildId_;
  RunState state_;
  View view_;
  DrawingPad pad_;
  Controls controls_;
  Atlas atlas_;
  std::vector<Plate> plates_;
  std::vector<ShownNumbers> shownNumbers_;
  std::vector<WrittenLine>* written_ = nullptr;
  Theme theme_ = lightTheme();
  Layout layout_;
  Needs needs_;
  std::string address_;
  std::optional<link::Link> link_;  // what the engine has not heard yet
  std::vector<std::string> problems_;
  std::string askedLesson_;                // by its name in links
  std::optional<std::string> lessonText_;  // its file, not read yet
  std::string lessonProblem_;              // among problems_: with the last one
  std::string lossText_;  // among problems_: that the worker was lost; goes some time after the next one is at work
  double lossEnds_ = -1;  // when it goes; negative: not before the next worker is ready
  WorkKeeper keeper_;
  std::map<std::string, protocol::Bytes> openedPieces_;  // by name, for a worker that is not there yet
  struct LeftPiece {
    int version = -1;       // of RunState::leftVersion
    std::string snapshots;  // that it names
    std::string name;
  };
  std::map<int, LeftPiece> leftPieces_;  // of the runs that were left, by their numbers
  bool awaitsPieces_ = false;            // which the browser's side has: the worker's work waits for them
  protocol::Bytes keptWardrobe_;         // by the browser; nothing once the worker has it
  std::vector<protocol::Command> outbox_;
  std::size_t sent_ = 0;  // of outbox_
  float width_ = 1280;
  float height_ = 800;
  bool isTouch_ = false;
  float pixelRatio_ = 1;
  float scroll_ = 0;
  float wantedScroll_ = -1;
  bool seeksLesson_ = false;
  int unsettled_ = 3;  // frames to draw before resting
  protocol::Bytes file_;
  bool showsOwn_ = false;  // one's own picture is what the engine knows as the drawing
  float ownScroll_ = 0;    // where the document was when the card was opened
  float cardBottom_ = 0;   // of that card, in the document
  bool drawingIsAnswered_ = true;
  bool choseTheme_ = false;
  Questions questions_;
  double nextOfFilm_ = 0;
  double phaseSince_ = 0;
  SlowMotion playedPhase_;  // since then
  int followedPhase_ = -1;  // that the page has scrolled to
  Describer describer_;
  std::vector<Rect> covers_;  // of the frame before
};

}  // namespace atelier::ui
