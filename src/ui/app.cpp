#include "ui/app.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "keep/piece.h"
#include "ui/panels/overlays.h"
#include "ui/panels/slow_motion_card.h"
#include "ui/panels/view_tabs.h"
#include "ui/progress_sentence.h"
#include "ui/waits.h"
#include "ui/widgets/basics.h"

namespace atelier::ui {

namespace {

constexpr double kFilmEvery = 350;    // milliseconds
constexpr double kPhaseEvery = 3000;  // milliseconds: a sentence and a formula are to be read
constexpr const char* kNoDrawing = "drawing 1";
constexpr double kLossStays = 12000;  // milliseconds that the notice of a lost worker outlives it

// What comes many times a second, and changes what is drawn but nothing of where and whether it is.
bool isOnlyNumbers(const protocol::Event& event) {
  return std::holds_alternative<protocol::Progress>(event) || std::holds_alternative<protocol::Curve>(event) ||
         std::holds_alternative<protocol::Activations>(event) || std::holds_alternative<protocol::Weights>(event) ||
         std::holds_alternative<protocol::Prediction>(event) || std::holds_alternative<protocol::Nearest>(event);
}

}  // namespace

App::App(std::string buildId) : buildId_(std::move(buildId)) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGui::GetStyle().WindowPadding = {0, 0};
  ImGui::GetStyle().WindowBorderSize = 0;
}

void App::apply(const protocol::Event& event) {
  if (heardOfPicture(event)) return;
  const int shownBefore = state_.timeline.shown;
  const int worksBefore = state_.works();
  state_.apply(event);
  if (state_.works() != worksBefore) sendLeftRuns();  // of a file that was opened, now that the engine has taken it
  if (std::holds_alternative<protocol::Seen>(event)) drawingIsAnswered_ = true;
  if (std::holds_alternative<protocol::Dataset>(event)) sendLink();
  if (!isOnlyNumbers(event)) unsettled_ = kSettle;
  const bool showsOtherEpoch = state_.timeline.shown != shownBefore;
  const bool endsAsking =
      std::holds_alternative<protocol::Failed>(event) || std::holds_alternative<protocol::Run>(event);
  if (endsAsking || view_.askedEpoch == state_.timeline.shown) view_.askedEpoch.reset();
  questions_.heard(event, state_, showsOtherEpoch);
  hearForLesson(event);
  keeper_.heard(event, state_);
  if (const auto question = keeper_.question(state_)) outbox_.emplace_back(*question);
  if (std::holds_alternative<protocol::NextBatch>(event)) followSlowMotion();
  if (!std::holds_alternative<protocol::Ready>(event)) return;
  if (state_.buildId != buildId_) problem("This page has been updated on its site: reload it.");
  sendWardrobe();  // before the run, which goes on with it
  if (state_.wasLost && !awaitsPieces_) giveBack();
  sendLink();
  readLesson();
}

void App::giveBack() {
  if (state_.checkpoint) sendPieces(keeper_.names(*state_.checkpoint));
  for (const protocol::Command& command : state_.restoring()) outbox_.push_back(command);
  sendLeftRuns();
  outbox_.emplace_back(pad_.fit);
  if (!pad_.isEmpty()) outbox_.emplace_back(drawing());
  state_.wasLost = false;
}

std::optional<protocol::Command> App::nextCommand() {
  if (sent_ == outbox_.size()) {
    outbox_.clear();
    sent_ = 0;
    return std::nullopt;
  }
  protocol::Command command = std::move(outbox_[sent_++]);
  keeper_.sent(command);
  if (const auto* speed = std::get_if<protocol::SetSpeed>(&command)) state_.speed = speed->imagesPerSecond;
  return command;
}

void App::workerLost(const std::string& text) {
  keeper_.workerLost(state_);
  state_.loseWorker();
  awaitsPieces_ = openedPieces_.empty() && !workPieces().empty();
  if (view_.own.stage() == OwnPicture::Stage::kOpening)
    view_.own.fail("The engine stopped before the picture was open.");
  view_.own.tellAgain();
  questions_.workerLost();
  followSlowMotion();
  std::erase(problems_, lossText_);
  lossText_ = text;
  lossEnds_ = -1;
  problem(text);
}

void App::act(const std::string& id, const std::string& value) {
  if (view_.lesson) view_.lesson->said.clear();
  controls_.act(id, value);
  unsettled_ = kSettle;
}

void App::resize(float width, float height, float pixelRatio) {
  width_ = width;
  height_ = height;
  pixelRatio_ = pixelRatio;
  unsettled_ = kSettle;
}

void App::pointer(const std::string& phase, float x, float y, bool isTouch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(isTouch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  unsettled_ = kSettle;
  describer_.setFinger(isTouch);
  if (phase == "leave" || phase == "cancel") {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // before the button, which would else be released over something
    io.AddMouseButtonEvent(0, false);
    return;
  }
  io.AddMousePosEvent(x, y);
  if (phase == "down") io.AddMouseButtonEvent(0, true);
  if (phase == "up") io.AddMouseButtonEvent(0, false);
  if (phase == "up" && isTouch) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a finger that is gone hovers over nothing
}

void App::padPointer(const std::string& phase, float x, float y, std::optional<float> pressure) {
  unsettled_ = kSettle;
  if (phase == "down") {
    view_.showsCursor = view_.keysDraw = false;
    pad_.begin(x, y, pressure);
  }
  if (view_.keysDraw) return;
  if (phase == "move") pad_.moveTo(x, y, pressure);
  if (phase == "up") pad_.end();
  if (phase == "cancel") pad_.cancel();
  if (drawingIsAnswered_) sendDrawing();
}

std::string App::openWork(std::span<const std::uint8_t> bytes) {
  unsettled_ = kSettle;
  std::string error;
  auto file = keep::readWork(bytes, error);
  if (!file) return error;
  const keep::Work& work = file->work;
  if (!pad_.open(work.drawing.empty() ? kNoDrawing : work.drawing, error))
    problem("The drawing that was kept cannot be read. " + error);
  pad_.fit = work.fit;
  if (file->lost > 0) problem("Some weights of past epochs could not be read: the timeline leaves them out.");
  if (link_) link_->recipe = link_->weights = "";
  if (!work.split.empty()) {
    if (!link_) link_.emplace();
    link_->image = link::Image{work.split, work.index};
  }
  keptWardrobe_ = work.wardrobe;
  openedPieces_ = std::move(file->pieces);
  if (std::exchange(awaitsPieces_, false) && state_.isReady) state_.wasLost = false;
  state_.open(work, file->leftRuns);
  keeper_.opened(work);
  if (!state_.isReady) return "";
  if (!work.wardrobe.empty()) {
    outbox_.emplace_back(protocol::OpenWardrobe{false, work.wardrobe});
  } else if (!state_.wardrobe.file.empty()) {
    outbox_.emplace_back(protocol::RemoveFromWardrobe{});
  }
  if (work.hasRun) sendPieces(keeper_.names(work.run));
  for (const protocol::Command& command : state_.restoring()) outbox_.push_back(command);
  outbox_.emplace_back(pad_.fit);
  sendLink();
  return "";
}

void App::sendPieces(const std::string& names) {
  for (const protocol::Row& row : protocol::parseTable(names)) {
    const auto piece = openedPieces_.find(row[0]);
    if (piece != openedPieces_.end()) outbox_.emplace_back(protocol::Snapshot{0, 0, "", piece->second});
  }
}

void App::sendLeftRuns() {
  outbox_.emplace_back(state_.place());
  for (const auto& [number, left] : state_.leftRuns()) {
    sendPieces(keeper_.namesOf(left, state_));
    outbox_.emplace_back(protocol::BringRun{keep::writeLeftRun(left)});
  }
  openedPieces_.clear();
}

void App::bringPieces(std::vector<protocol::Bytes> pieces) {
  if (!std::exchange(awaitsPieces_, false)) return;
  std::string ignored;
  for (protocol::Bytes& bytes : pieces) {
    const auto piece = keep::readPiece(bytes, ignored);
    if (piece) openedPieces_[piece->name] = std::move(bytes);
  }
  if (state_.isReady) giveBack();
}

keep::Work App::workNow() const {
  keep::Work work;
  work.recipe = state_.recipe.recipe;
  work.speed = state_.speed;
  if (state_.picture && state_.picture->split != "wardrobe") {
    work.split = state_.picture->split;
    work.index = state_.picture->index;
  }
  if (link_ && link_->image) {  // it is on its way
    work.split = link_->image->split;
    work.index = link_->image->index;
  }
  work.fit = pad_.fit;
  work.drawing = drawingText();
  work.wardrobe = state_.wardrobe.file.empty() ? keptWardrobe_ : state_.wardrobe.file;
  const protocol::NumberRun place = state_.place();
  work.number = place.number;
  work.from = place.from;
  work.fromEpoch = place.fromEpoch;
  for (const auto& [number, piece] : leftPieces_) work.leftRuns += (work.leftRuns.empty() ? "" : "\n") + piece.name;
  work.hasRun = state_.checkpoint.has_value();
  if (!work.hasRun) return work;
  work.run = *state_.checkpoint;
  work.curve = state_.curveToKeep();
  work.snapshots = keeper_.names(work.run);
  return work;
}

protocol::Bytes App::workHead() const { return keep::writeHead(workNow()); }

std::string App::workPieces() const {
  std::vector<protocol::Row> names = protocol::parseTable(state_.checkpoint ? keeper_.names(*state_.checkpoint) : "");
  for (const auto& [number, piece] : leftPieces_) {
    names.push_back({piece.name});
    for (protocol::Row& row : protocol::parseTable(piece.snapshots)) names.push_back(std::move(row));
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::unique(names);
  names.erase(twice.begin(), twice.end());
  return protocol::printTable(names);
}

std::optional<protocol::Snapshot> App::takePiece() {
  writeLeftRuns();
  return keeper_.takePiece();
}

void App::writeLeftRuns() {
  std::erase_if(leftPieces_, [&](const auto& entry) { return !state_.leftRuns().contains(entry.first); });
  for (const auto& [number, left] : state_.leftRuns()) {
    LeftPiece& piece = leftPieces_[number];
    const std::string snapshots = keeper_.namesOf(left, state_);
    if (piece.version == state_.leftVersion() && piece.snapshots == snapshots) continue;
    keep::LeftRun whole = left;
    whole.snapshots = snapshots;
    protocol::Bytes bytes = keep::writeLeftRun(whole);
    std::string ignored;
    const std::string name = keep::readPiece(bytes, ignored)->name;
    if (name != piece.name) keeper_.add(name, std::move(bytes));
    piece = {state_.leftVersion(), snapshots, name};
  }
}

void App::askForPieces() {
  keeper_.askAgain(state_);
  leftPieces_.clear();
  if (const auto question = keeper_.question(state_)) outbox_.emplace_back(*question);
}

void App::setKeeping(Keeping keeping) {
  unsettled_ = kSettle;
  if (keeping.canTakeOver && !view_.keeping.canTakeOver) view_.work.emplace();
  view_.keeping = std::move(keeping);
}

void App::sendWardrobe() {
  const protocol::Bytes& file = state_.wardrobe.file.empty() ? keptWardrobe_ : state_.wardrobe.file;
  if (!file.empty()) outbox_.emplace_back(protocol::OpenWardrobe{false, file});
}

void App::openLink(const std::string& text) {
  unsettled_ = kSettle;
  link::Reading reading = link::parse(text);
  for (const std::string& each : reading.problems) problem(each);
  leaveLesson();
  view_.hidden = reading.link.hidden;
  view_.recipeIsFixed = reading.link.fixesRecipe;
  const std::string lesson = reading.link.lesson;
  if (!reading.link.theme.empty()) setDark(reading.link.theme == "dark");
  if (const auto tab = tabNamed(reading.link.show)) view_.tab = *tab;
  link_ = std::move(reading.link);
  if (link_->weights.empty() && !link_->recipe.empty()) link_->weights = "scratch";
  sendLink();
  if (!lesson.empty()) askForLesson(lesson);
}

link::Link App::linkNow() const {
  link::Link now;
  now.recipe = state_.recipe.recipe;
  now.weights = state_.run.weights;
  now.fixesRecipe = view_.recipeIsFixed;
  now.hidden = hiddenByPage(view_);
  if (hasLesson()) now.lesson = view_.lesson->name;
  if (state_.picture && state_.picture->split != "wardrobe")
    now.image = link::Image{state_.picture->split, state_.picture->index};
  now.theme = theme_.isDark ? "dark" : "light";
  return now;
}

void App::copied(bool isDone) {
  unsettled_ = kSettle;
  if (!view_.sharing) return;
  view_.sharing->said = isDone ? "Copied." : "The browser does not allow it: copy it from the window that opened.";
}

void App::sendLink() {
  if (!link_ || !state_.isReady) return;
  if (!link_->recipe.empty()) {
    keeper_.setLinksRecipe(link_->recipe);
    outbox_.emplace_back(protocol::SetRecipe{std::exchange(link_->recipe, "")});
  }
  // A recipe is there to be trained: its own weights are shown, unless the link says otherwise.
  if (link_->weights == "scratch") outbox_.emplace_back(protocol::UseWeights{std::exchange(link_->weights, "")});
  if (!link_->image) return link_.reset();
  const protocol::Dataset& data = state_.dataset;
  const bool isTest = link_->image->split == "test";
  const int here = isTest ? data.test : data.train;
  const bool isAll = here > 0 && here == (isTest ? data.testWanted : data.trainWanted);
  if (link_->image->index >= here && !isAll) return;
  outbox_.emplace_back(protocol::PickImage{link_->image->split, "index", link_->image->index, -1});
  link_.reset();
}

void App::updateWaits() {
  view_.updateWaits = true;
  unsettled_ = kSettle;
}

void App::problem(const std::string& text) {
  unsettled_ = kSettle;
  if (text.empty()) {
    if (!problems_.empty()) problems_.pop_back();
    return;
  }
  if (std::find(problems_.begin(), problems_.end(), text) == problems_.end()) problems_.push_back(text);
  if (problems_.size() > 3) problems_.erase(problems_.begin());
}

double App::frame(double now, const Fonts& fonts) {
  controls_.begin();
  atlas_.begin();
  plates_.clear();
  shownNumbers_.clear();
  view_.results.wantsEvaluation = view_.results.wantsAttribution = view_.wantsNearest = false;
  view_.results.gallery.isOpen = false;
  view_.results.missing.clear();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width_, height_});
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  if (!hasLesson()) needs_.lesson = 0;
  for (int tab = 0; !isThere(view_.tab, view_.hidden); ++tab) view_.tab = static_cast<Tab>(tab);
  layout_ = layOut(width_, height_, view_.tab, needs_, view_.hidden, isTouch_);
  view_.showsResults = layout_.results.w > 0;
  Frame frame{theme_,  fonts,   controls_,     atlas_,  *ImGui::GetWindowDrawList(), pixelRatio_, layout_.isNarrow,
              outbox_, plates_, shownNumbers_, written_};
  ImVec2& mouse = ImGui::GetIO().MousePos;
  const ImVec2 pointer = mouse;
  if (isCovered(mouse.x, mouse.y) && !ImGui::IsAnyItemActive()) mouse = {-FLT_MAX, -FLT_MAX};
  drawPanels(frame);
  mouse = pointer;
  Frame over{theme_,           fonts,   controls_, atlas_,       *ImGui::GetForegroundDrawList(), pixelRatio_,
             layout_.isNarrow, outbox_, plates_,   shownNumbers_};
  const double description = drawOverlays(over, now);
  ImGui::End();
  if (view_.wantsOtherTheme) {
    setDark(!theme_.isDark);
    choseTheme_ = true;
    view_.wantsOtherTheme = false;
    unsettled_ = kSettle;
  }
  if (view_.dismissesRefusal) {
    state_.dismissRefusal();
    view_.dismissesRefusal = false;
    unsettled_ = kSettle;
  }
  seekResults();
  followLesson();
  const double film = sooner(playFilm(now), playPhases(now));
  sendDrawing();
  const double asked = questions_.ask(now, state_, view_, layout_.network.w > 0, outbox_);
  const double wait = sooner(film, sooner(description, sooner(asked, dropLoss(now))));
  if (controls_.hasActs() || ImGui::IsAnyItemActive()) unsettled_ = std::max(unsettled_, 1);
  if (unsettled_ > 0) {
    --unsettled_;
    return 0;
  }
  return wait;
}

void App::drawPanels(Frame& frame) {
  const Needs before = needs_;
  const auto shown = [this](const Rect& rect) { return rect.moved(0, -scroll_); };
  const auto isShown = [](const Rect& rect) { return rect.w > 0 && rect.h > 0; };
  // In reading order, for the mirror; what stays on top of the scrolling page is drawn over it by its channel.
  frame.draw.ChannelsSplit(2);
  frame.draw.ChannelsSetCurrent(1);
  frame.controls.setClip({0, 0, width_, height_});
  const auto stays = [&](const Rect& rect) { return layout_.isNarrow && !layout_.isFixed ? shown(rect) : rect; };
  const Rect tabRow = stays(layout_.tabs);
  needs_.bar = runBar(frame, stays(layout_.bar), state_, view_);
  if (layout_.isNarrow) {
    frame.controls.setPanel("Views");
    viewTabs(frame, tabRow, view_);
    if (isShown(layout_.timeline)) timelinePanel(frame, stays(layout_.timeline), state_, view_);
  }
  frame.draw.ChannelsSetCurrent(0);
  const float top = layout_.isNarrow ? std::max(0.0F, tabRow.bottom()) : layout_.bar.bottom();
  const float bottom = layout_.isNarrow ? std::min(height_, stays(layout_.timeline).y) : height_;
  ImGui::PushClipRect({0, top}, {width_, bottom}, true);
  frame.controls.setClip({0, top, width_, bottom - top});
  needs_.notices = noticesPanel(frame, shown(layout_.notices), state_, view_, problems_);
  if (hasLesson()) needs_.lesson = lessonPanel(frame, shown(layout_.lesson), state_, view_);
  if (isShown(layout_.recipe)) needs_.recipe = recipePanel(frame, shown(layout_.recipe), state_, view_);
  if (isShown(layout_.network)) needs_.network = networkPanel(frame, shown(layout_.network), state_, view_);
  needs_.unfolded = view_.unfoldedHeight;
  if (!layout_.isNarrow && isShown(layout_.timeline)) timelinePanel(frame, shown(layout_.timeline), state_, view_);
  if (isShown(layout_.results)) needs_.results = resultsPanel(frame, shown(layout_.results), state_, view_);
  if (isShown(layout_.draw)) needs_.draw = drawPanel(frame, shown(layout_.draw), state_, view_, pad_);
  if (isShown(layout_.more)) needs_.more = morePanel(frame, shown(layout_.more), state_, view_);
  ImGui::PopClipRect();
  frame.draw.ChannelsMerge();
  const bool settled = before.bar == needs_.bar && before.notices == needs_.notices && before.lesson == needs_.lesson &&
                       before.recipe == needs_.recipe && before.network == needs_.network &&
                       before.unfolded == needs_.unfolded && before.results == needs_.results &&
                       before.draw == needs_.draw && before.more == needs_.more;
  if (!settled) unsettled_ = std::max(unsettled_, 2);
}

std::string App::describedAt(float x, float y) const {
  const auto found = controls_.describedAt(x, y);
  return found ? found->text : "";
}

void App::introduce() {
  view_.introduction = 0;
  unsettled_ = kSettle;
}

Rect App::roomBetweenBars() const {
  const float top = !layout_.isNarrow ? layout_.bar.bottom() : layout_.isFixed ? layout_.tabs.bottom() : 0;
  const float bottom = layout_.isNarrow && layout_.isFixed ? layout_.timeline.y : height_;
  return Rect{0, top, width_, bottom - top}.inset(8);
}

bool App::isCovered(float x, float y) const {
  return std::any_of(covers_.begin(), covers_.end(), [=](const Rect& cover) { return cover.contains(x, y); });
}

double App::drawOverlays(Frame& frame, double now) {
  const auto cards = [this] {
    return std::tuple(view_.help, view_.introduction, view_.sharing.has_value(), view_.work.has_value(),
                      view_.choosesLesson);
  };
  const auto before = cards();
  const Rect window{0, 0, width_, height_};
  frame.controls.setClip(window);
  const bool hasPlace = layout_.network.w > 0;
  if (view_.slowMotion.isOn && hasPlace)
    followPhase(slowMotionCard(frame, roomBetweenBars(), layout_.network.moved(0, -scroll_), state_, view_));
  if (isIntroducing() && state_.progress.epochs > 0) introduction(frame, window, scrolled(layout_, scroll_), view_);
  if (view_.help) helpCard(frame, window, view_);
  if (view_.work) workCard(frame, window, view_);
  if (view_.sharing) shareCard(frame, window, linkNow(), address_, view_);
  if (view_.choosesLesson) lessonsCard(frame, window, view_);
  ownCard(frame, window);
  if (view_.isDroppedOn) dropHint(frame, window);
  covers_.clear();
  for (const Control& c : controls_.list()) {
    if (c.role == "cover" || c.role == "backdrop") covers_.push_back(c.rect);
  }
  if (before != cards()) unsettled_ = kSettle;
  return describer_.draw(frame, now);
}

double App::playFilm(double now) {
  const protocol::Floats& kept = state_.timeline.bulk;
  const auto shown = static_cast<float>(state_.timeline.shown);
  if (view_.startsFilm) {
    view_.startsFilm = false;
    if (kept.empty()) return -1;
    view_.playsFilm = true;
    nextOfFilm_ = now + kFilmEvery;
    if (shown < 0 || shown >= kept.back()) outbox_.emplace_back(protocol::ShowEpoch{static_cast<int>(kept.front())});
  }
  if (!view_.playsFilm) return -1;
  if (now < nextOfFilm_) return nextOfFilm_ - now;
  const auto next = std::upper_bound(kept.begin(), kept.end(), shown);
  view_.playsFilm = next != kept.end();
  unsettled_ = kSettle;
  if (!view_.playsFilm) return -1;
  nextOfFilm_ = now + kFilmEvery;
  outbox_.emplace_back(protocol::ShowEpoch{static_cast<int>(*next)});
  return kFilmEvery;
}

void App::followSlowMotion() {
  SlowMotion& slow = view_.slowMotion;
  const bool wasOn = std::exchange(slow.isOn, state_.step.has_value());
  if (slow.isOn && !wasOn) view_.showsBefore = view_.shows;
  if (!slow.isOn && wasOn) view_.shows = view_.showsBefore;
  slow.isTaken = false;
  followedPhase_ = -1;
  slow.plays = slow.plays && slow.isOn;
  if (slow.isOn) showPhase(state_, view_, 0);
  questions_.networkChanged();
}

void App::followPhase(const Rect& card) {
  if (view_.litPhase != view_.slowMotion.phase || view_.litPhase == followedPhase_) return;
  followedPhase_ = view_.litPhase;
  if (view_.litPlace.w <= 0) return;
  const float by = scrollToSee(view_.litPlace, roomBetweenBars(), card);
  const float to = std::clamp(scroll_ + by, 0.0F, std::max(0.0F, layout_.documentHeight - height_));
  if (to != scroll_) wantedScroll_ = to;
}

void App::seekResults() {
  if (!std::exchange(view_.seeksResults, false)) return;
  unsettled_ = kSettle;
  const float bottom = layout_.results.bottom() + 8;
  if (layout_.isNarrow) {
    wantedScroll_ = 0;
  } else if (bottom > scroll_ + height_) {
    wantedScroll_ = std::min(bottom, layout_.documentHeight) - height_;
  }
}

double App::playPhases(double now) {
  SlowMotion& slow = view_.slowMotion;
  const bool isOther =
      slow.phase != playedPhase_.phase || slow.plays != playedPhase_.plays || slow.isTaken != playedPhase_.isTaken;
  if (isOther) phaseSince_ = now;
  playedPhase_ = slow;
  if (!slow.plays || slow.isTaken || !isStepKnown(state_)) return -1;
  if (now < phaseSince_ + kPhaseEvery) return phaseSince_ + kPhaseEvery - now;
  nextPhase(outbox_, state_, view_);
  unsettled_ = kSettle;
  return 0;
}

double App::dropLoss(double now) {
  if (lossText_.empty() || !state_.isReady) return -1;
  if (lossEnds_ < 0) lossEnds_ = now + kLossStays;
  if (now < lossEnds_) return lossEnds_ - now;
  std::erase(problems_, lossText_);
  lossText_.clear();
  unsettled_ = kSettle;
  return -1;
}

void App::sendDrawing() {
  if (!state_.isReady) return;
  const bool adjusts = view_.own.stage() == OwnPicture::Stage::kAdjusting;
  const bool isOther = adjusts ? view_.own.takeChanged() : pad_.takeChanged() || showsOwn_;
  showsOwn_ = adjusts;
  if (!isOther) return;
  if (!adjusts) keeper_.changed();
  outbox_.emplace_back(drawing());
  drawingIsAnswered_ = false;
}

protocol::Draw App::drawing() const {
  return {DrawingPad::kSide, DrawingPad::kSide, showsOwn_ ? view_.own.result() : pad_.pixels()};
}

std::string App::status() const {
  if (!problems_.empty() && !state_.isReady) return problems_.back();
  if (!view_.own.note().empty()) return view_.own.note();
  if (state_.failed) return state_.failed->text;
  if (hasLesson() && !view_.lesson->said.empty()) return view_.lesson->said;
  if (view_.slowMotion.isOn) return spokenPhase(state_, view_.slowMotion);
  if (!state_.diverged.empty()) return state_.diverged;
  const std::string data = state_.dataset.problem.empty() ? "" : " " + state_.dataset.problem;
  const std::string problem = problems_.empty() ? "" : " " + problems_.back();
  if (!state_.isReady || state_.progress.epochs == 0) return "Atelier is starting." + problem;
  return progressSentence(state_) + data + problem;
}

}  // namespace atelier::ui
