#include "worker/session.h"

#include <algorithm>
#include <cmath>

#include "keep/left_run.h"
#include "keep/piece.h"
#include "keep/snapshot.h"
#include "train/fine_tune.h"
#include "train/presets.h"
#include "train/recipe_fields.h"
#include "worker/picture_files.h"
#include "worker/tables.h"

namespace atelier::worker {

namespace {

constexpr double kPredictEvery = 0.05;  // seconds, while training
// Of the time, that each of Evaluate, Attribute, Survey, FindNearest and Judge may take from training: of weights that
// soon are others, and of those that stay.
constexpr double kShareOfNow = 0.03;
constexpr double kShareOfPast = 0.5;

std::string withCapital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

bool isSplit(const std::string& split) { return split == "train" || split == "test"; }

Recipe firstRecipe() {
  TextError error;
  return *parseRecipe(kPresets[0].recipe, error);
}

std::optional<Recipe> recipeOf(const std::string& text, TextError& error) {
  const Preset* preset = findPreset(text);
  return parseRecipe(preset != nullptr ? preset->recipe : text, error);
}

}  // namespace

Session::Session(std::string buildId, Clock clock)
    : buildId_(std::move(buildId)),
      clock_(std::move(clock)),
      wardrobe_(source_.wardrobe()),
      edited_(firstRecipe()),
      runs_(edited_, source_.dataset(), clock_),
      evaluator_(clock_),
      attributor_(clock_),
      surveyor_(clock_),
      comparer_(clock_),
      grader_(clock_) {
  events_.emplace_back(protocol::Ready{buildId_, presetTable(), classTable()});
  startRun("scratch");
}

void Session::handle(const protocol::Command& command) {
  std::visit([this](const auto& c) { on(c); }, command);
  sendWhatIsDue();
}

double Session::work(double budget) {
  const double end = clock_() + budget;
  const bool drew = source_.drawSome();
  if (drew) dataChanged();
  const double wait = run().work(std::max(0.0, end - clock_()), events_);
  const bool rests = !run().isRunning();
  sendWhatIsDue();
  const bool goesOn = rests && run().isRunning();  // for slow motion
  const bool predicts = run().isRunning() && viewer_.hasDrawing() && shownEpoch_ < 0;
  if (predicts && clock_() - lastPrediction_ >= kPredictEvery) predictDrawing();
  judge(budget, end, run().isRunning() && wait == 0);
  const bool judges =
      evaluator_.isBusy() || attributor_.isBusy() || surveyor_.isBusy() || comparer_.isBusy() || grader_.isBusy();
  return drew || goesOn || judges ? 0 : wait;
}

std::optional<protocol::Event> Session::nextEvent() {
  if (events_.empty()) return std::nullopt;
  protocol::Event event = std::move(events_.front());
  events_.pop_front();
  return event;
}

std::string Session::nextFetch() {
  if (std::exchange(pretrainedAsked_, true)) return source_.nextFetch();
  return Pretrained::kFile;
}

void Session::fetched(const std::string& path, std::span<const std::uint8_t> bytes) {
  if (path == Pretrained::kFile) return pretrainedArrived(bytes);
  if (source_.fetched(path, bytes)) dataChanged();
}

void Session::fetchFailed(const std::string& path, const std::string& reason) {
  if (path == Pretrained::kFile) {
    pretrained_.failed(reason);
    return sendRun();
  }
  if (source_.fetchFailed(path, reason)) dataChanged();
}

void Session::on(const protocol::Train&) {
  slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  showNow();
  run().train(events_);
}

void Session::on(const protocol::StepBatch&) {
  showWeights("scratch");
  showNow();
  run().stepBatch(events_);
}

void Session::on(const protocol::StepEpoch&) {
  slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  showNow();
  run().stepEpoch(events_);
}

void Session::on(const protocol::NewSeed&) {
  ++edited_.seed;
  startRun("scratch");
}

void Session::on(const protocol::SetSpeed& command) {
  if (!(command.imagesPerSecond >= 0) || !std::isfinite(command.imagesPerSecond)) {
    return fail("message", "setSpeed: imagesPerSecond must be 0 (as fast as it goes) or more.");
  }
  speed_ = command.imagesPerSecond;
  run().setSpeed(speed_);
}

void Session::on(const protocol::SetRecipe& command) {
  TextError error;
  const auto recipe = recipeOf(command.recipe, error);
  if (!recipe) return failRecipe(error, "");
  edit(*recipe);
}

void Session::on(const protocol::SetField& command) {
  Recipe recipe = edited_;
  TextError error;
  if (!setField(recipe, command.name, command.value, error)) return failRecipe(error, command.name);
  edit(recipe);
}

void Session::on(const protocol::CheckNetwork& command) {
  TextError error;
  const auto layers = command.text.size() > kLongestRecipe ? std::nullopt : parseLayers(command.text, error);
  if (layers) {
    events_.emplace_back(protocol::NetworkChecked{command.text, layerTable(*layers), "", 0, 0});
  } else {
    const std::string why = error.text.empty() ? "this is too long for a network" : error.text;
    events_.emplace_back(
        protocol::NetworkChecked{command.text, "", withCapital(why) + ".", error.position, error.length});
  }
}

void Session::on(const protocol::UseWeights& command) {
  if (command.weights != "pretrained" && command.weights != "scratch") {
    return fail("message", "useWeights: weights must be \"pretrained\" or \"scratch\".");
  }
  weightsChosen_ = true;
  if (command.weights == "pretrained" && !pretrained_.isThere()) return fail("pretrained", pretrained_.note());
  if (command.weights == "pretrained") slowMotion_.leave(run().id(), viewer_, events_);
  if (command.weights == "pretrained" && run().isRunning()) run().pause(events_);
  showWeights(command.weights);
}

void Session::on(const protocol::PickImage& command) {
  std::string error;
  if (!viewer_.pick(command, source_.dataset(), events_, error)) return fail("data", error);
  slowMotion_.leave(run().id(), viewer_, events_);
}

void Session::on(const protocol::Draw& command) {
  std::string error;
  if (!viewer_.draw(command, events_, error)) return fail("message", error);
  predictDrawing();
  compareDrawing(false);
}

void Session::on(const protocol::SetFit& command) {
  viewer_.setFit({command.crop, command.bright, command.fill}, events_);
  if (!viewer_.hasDrawing()) return;
  predictDrawing();
  compareDrawing(false);
}

void Session::on(const protocol::OpenPicture& command) {
  std::string error;
  if (!openPicture(command, events_, error)) fail("picture", error);
}

void Session::on(const protocol::SaveDrawing& command) {
  std::string error;
  if (!saveDrawing(command, events_, error)) fail("picture", error);
}

void Session::on(const protocol::Inspect& command) {
  std::string error;
  if (command.source == "step" && slowMotion_.inspect(command, run().id(), events_)) return;
  if (!viewer_.inspect(command, shown(), events_, error)) fail("message", error);
}

void Session::on(const protocol::Explain& command) {
  std::string error;
  if (!viewer_.explain(command, shown(), events_, error)) fail("explain", error);
}

void Session::on(const protocol::SlowMotion& command) {
  if (!command.on) return slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  showNow();
  if (run().isRunning()) run().pause(events_);
  slowMotion_.begin();
}

void Session::on(const protocol::ShowEpoch& command) {
  if (command.epoch < 0) {
    showWeights("scratch");
    return showNow();
  }
  const std::string why = runs_.whyNotKept(command.epoch);
  if (!why.empty()) return fail("timeline", why);
  slowMotion_.leave(run().id(), viewer_, events_);
  showWeights("scratch");
  if (!past_) past_ = std::make_unique<Network<float>>(run().trainer().recipe().network, kInputShape);
  const auto& weights = run().timeline().at(command.epoch)->parameters;
  std::copy(weights.begin(), weights.end(), past_->parameters().begin());
  shownEpoch_ = command.epoch;
  sendTimeline();
  predictDrawing();
}

void Session::on(const protocol::Branch& command) {
  std::string error;
  if (!runs_.branch(command.epoch, edited_, events_, error)) return fail("timeline", error);
  takeUp();
}

void Session::on(const protocol::ChooseRun& command) {
  std::string error;
  if (!runs_.choose(command.number, events_, error)) return fail("run", error);
  edited_ = run().trainer().recipe();
  takeUp();
}

template <class Answer>
Answer Session::aboutShown() {
  Answer about;
  about.runId = run().id();
  about.weights = weights_;
  about.epoch = showsPretrained() ? -1 : shownEpoch_;
  about.imagesSeen = run().trainer().imagesSeen();
  return about;
}

void Session::on(const protocol::Evaluate&) {
  auto about = aboutShown<protocol::Evaluation>();
  about.wanted = run().trainer().recipe().test;
  evaluator_.begin(std::move(about), shown(), source_.dataset());
}

void Session::on(const protocol::Attribute& command) {
  if (command.source != "picture" && command.source != "drawing")
    return fail("attribution", "attribute: the source must be \"picture\" or \"drawing\".");
  if (command.label < -1 || command.label >= classesOf(shown().recipe.network))
    return fail("attribution", "attribute: there is no class " + std::to_string(command.label) + ".");
  const auto pixels = viewer_.pixelsOf(command.source);
  if (pixels.empty()) return fail("attribution", "attribute: there is no " + command.source + " yet.");
  auto about = aboutShown<protocol::Attribution>();
  about.source = command.source;
  if (command.source == "picture") {
    about.split = viewer_.picture().split;
    about.index = viewer_.picture().index;
    about.truth = viewer_.picture().label;
  }
  about.label = command.label;
  attributor_.begin(std::move(about), shown(), pixels);
}

void Session::on(const protocol::Survey&) { surveyor_.begin(aboutShown<protocol::Activity>(), shown()); }

void Session::on(const protocol::FindNearest&) {
  comparer_.begin(aboutShown<protocol::Nearest>(), shown(), source_.dataset());
}

void Session::judge(double slice, double end, bool besideTraining) {
  const bool isOfNow = !showsPretrained() && shownEpoch_ < 0;
  const double share = !besideTraining ? 1 : isOfNow ? kShareOfNow : kShareOfPast;
  const auto left = [&] { return std::max(0.0, end - clock_()); };
  evaluator_.work(left(), share, source_.dataset(), events_);
  const double each = share * slice;
  attributor_.work(besideTraining ? each : left(), share, events_);
  surveyor_.work(besideTraining ? each : left(), share, source_.dataset(), events_);
  if (comparer_.work(besideTraining ? each : left(), share, source_.dataset())) {
    compareDrawing(true);
    compareAgainIfShort();
  }
  grader_.work(besideTraining ? each : left(), share, source_.dataset(), events_);
}

void Session::on(const protocol::FetchPictures& command) {
  std::string error;
  if (!Viewer::fetch(command, source_.dataset(), events_, error)) fail("pictures", error);
}

void Session::on(const protocol::FetchLabels& command) {
  if (!isSplit(command.split)) return fail("message", "fetchLabels: the split must be \"train\" or \"test\".");
  const Dataset& dataset = source_.dataset();
  events_.emplace_back(
      protocol::Labels{command.split, (command.split == "train" ? dataset.train : dataset.test).labels});
}

void Session::on(const protocol::Judge& command) {
  if (!isSplit(command.split)) return fail("message", "judge: the split must be \"train\" or \"test\".");
  auto about = aboutShown<protocol::Judged>();
  about.split = command.split;
  grader_.begin(std::move(about), shown(), source_.dataset());
}

void Session::on(const protocol::AddToWardrobe& command) {
  std::string error;
  wardrobeChanged(wardrobe_.add(command, viewer_.pixelsOf("drawing"), events_, error), error);
}

void Session::on(const protocol::RemoveFromWardrobe& command) {
  std::string error;
  wardrobeChanged(wardrobe_.remove(command, events_, error), error);
}

void Session::on(const protocol::RenameClass& command) {
  std::string error;
  wardrobeChanged(wardrobe_.rename(command, events_, error), error);
}

void Session::on(const protocol::OpenWardrobe& command) {
  std::string error;
  wardrobeChanged(wardrobe_.open(command, events_, error), error);
}

void Session::on(const protocol::UndoWardrobe&) {
  std::string error;
  wardrobeChanged(wardrobe_.undo(events_, error), error);
}

void Session::wardrobeChanged(bool isDone, const std::string& error) {
  if (!isDone) return fail("wardrobe", error);
  slowMotion_.dataChanged();
}

void Session::on(const protocol::FineTune&) {
  const Dataset& dataset = source_.dataset();
  if (dataset.wardrobe.items.count() == 0)
    return fail("wardrobe", "The wardrobe is empty: put a drawing into it first.");
  if (dataset.train.count() == 0) return fail("wardrobe", "The training images are not here yet: try again soon.");
  slowMotion_.leave(run().id(), viewer_, events_);
  const Shown from = shown();
  Recipe recipe = fineTuningOf(from.recipe, dataset.wardrobe.classes());
  if (edited_.wardrobe > 0) recipe.wardrobe = edited_.wardrobe;
  recipe.train = std::min(recipe.train, dataset.train.count());  // it is to take seconds
  recipe.test = std::clamp(dataset.test.count(), 1, recipe.test);
  auto weights = weightsToTune(from.recipe, from.network.parameters(), recipe);
  const int epoch = showsPretrained() ? -1 : shownEpoch_ >= 0 ? shownEpoch_ : run().trainer().epoch();
  runs_.beginWith(recipe, std::move(weights), epoch, events_);
  edited_ = recipe;
  runs_.setData(dataset.name);
  takeUp();
  run().train(events_);
}

void Session::on(const protocol::RetryData&) {
  source_.retry();
  sendDataset();
}

void Session::on(const protocol::Checkpoint& command) {
  TextError place;
  const auto recipe = parseRecipe(command.recipe, place);
  const auto edited = parseRecipe(command.edited, place);
  std::string error = "The recipe of this checkpoint cannot be read; nothing was changed.";
  if (!recipe || !edited || !runs_.restore(command, *recipe, error)) {
    recalled_.clear();
    return fail("checkpoint", error);
  }
  recallSnapshots(run());
  runs_.setData(command.data);
  edited_ = *edited;
  takeUp();
}

void Session::on(const protocol::FetchSnapshot& command) { sendSnapshot(run(), command.epoch); }

void Session::on(const protocol::FetchLeftSnapshot& command) {
  const Run* left = runs_.find(command.number);
  if (left != nullptr) return sendSnapshot(*left, command.epoch);
  events_.emplace_back(protocol::Snapshot{0, command.epoch, "", {}});
}

void Session::sendSnapshot(const Run& of, int epoch) {
  protocol::Snapshot answer{of.id(), epoch, "", {}};
  if (const Timeline::Snapshot* kept = of.timeline().at(epoch)) {
    answer.bulk = keep::writeSnapshot({kept->epoch, kept->steps, kept->parameters, kept->moments});
    std::string ignored;
    answer.name = keep::readPiece(answer.bulk, ignored)->name;
  }
  events_.emplace_back(std::move(answer));
}

void Session::on(const protocol::Snapshot& command) {
  std::string error;
  auto kept = keep::readSnapshot(command.bulk, error);
  if (!kept) return fail("timeline", error);
  recalled_.push_back({kept->epoch, std::move(kept->parameters), std::move(kept->moments), kept->steps});
}

void Session::on(const protocol::NumberRun& command) {
  std::string error;
  if (!runs_.renumber(command, error)) return fail("run", error);
  sendRun();
}

void Session::on(const protocol::BringRun& command) {
  std::string error;
  const auto left = keep::readLeftRun(command.bulk, error);
  Run* brought = left ? runs_.bring(*left, error) : nullptr;
  if (brought == nullptr) {
    recalled_.clear();
    return fail("run", error);
  }
  recallSnapshots(*brought);
  sendRun();
}

void Session::recallSnapshots(Run& to) {
  std::string error;
  for (Timeline::Snapshot& snapshot : std::exchange(recalled_, {})) {
    if (!to.recall(std::move(snapshot), error)) fail("timeline", error);
  }
}

void Session::takeUp() {
  shownEpoch_ = -1;
  past_.reset();
  weights_ = "scratch";
  run().setSpeed(speed_);
  const Recipe& recipe = run().trainer().recipe();
  source_.want(std::max(recipe.train, edited_.train), std::max(recipe.test, edited_.test));
  sendRun();
  for (const protocol::EpochDone& epoch : run().history()) events_.emplace_back(epoch);
  events_.emplace_back(run().progress());
  sendTimeline();
  sendRecipe();
  sendDataset();
  predictDrawing();
}

void Session::fail(const std::string& code, const std::string& text) {
  events_.emplace_back(protocol::Failed{code, text, -1, "", 0});
}

void Session::failRecipe(const TextError& error, const std::string& field) {
  events_.emplace_back(protocol::Failed{"recipe", withCapital(error.text) + ".", error.position, field, error.length});
}

void Session::startRun(const std::string& weights) {
  runs_.begin(edited_, events_);
  run().setSpeed(speed_);
  shownEpoch_ = -1;
  past_.reset();
  runs_.setData(source_.dataset().name);
  source_.want(edited_.train, edited_.test);
  weights_ = weights;
  sendRun();
  events_.emplace_back(run().progress());
  sendRecipe();
  sendDataset();
  predictDrawing();
}

void Session::edit(const Recipe& recipe) {
  edited_ = recipe;
  if (run().isFresh() && !run().isRunning()) return startRun(weights_);
  run().adopt(edited_, events_);
  sendRecipe();
}

void Session::showWeights(const std::string& weights) {
  if (weights_ == weights) return;
  weights_ = weights;
  sendRun();
  predictDrawing();
}

void Session::showNow() {
  if (shownEpoch_ < 0) return;
  shownEpoch_ = -1;
  sendTimeline();
  predictDrawing();
}

Shown Session::shown() {
  if (showsPretrained()) return pretrained_.shown(run().id());
  Network<float>& network = shownEpoch_ < 0 ? run().trainer().network() : *past_;
  return {network, run().trainer().recipe(), run().id(), run().given()};
}

void Session::predictDrawing() {
  lastPrediction_ = clock_();
  events_.emplace_back(viewer_.predict(shown()));
}

void Session::compareAgainIfShort() {
  if (comparer_.isShort(source_.dataset())) on(protocol::FindNearest{});
}

void Session::compareDrawing(bool isFirst) {
  if (!comparer_.isReady()) return;
  events_.emplace_back(comparer_.compare(viewer_.pixelsOf("drawing")));
  std::get<protocol::Nearest>(events_.back()).isFirst = isFirst;
}

void Session::dataChanged() {
  const std::string& name = source_.dataset().name;
  const bool another = !name.empty() && name != runs_.data();
  if (another && run().isFresh()) {
    runs_.setData(name);
  } else if (another && name != "synthetic") {
    startRun("scratch");
    runs_.forgetOthers();
  } else if (another && run().isRunning()) {
    run().pause(events_);  // what was learned from real pictures is kept, and not trained on other ones unasked
  }
  sendDataset();
  std::string ignored;
  if (source_.dataset().test.count() > 0 && (another || !viewer_.hasPicture())) {
    static_cast<void>(viewer_.pick({"test", "index", 0, -1}, source_.dataset(), events_, ignored));
  }
  compareAgainIfShort();
  slowMotion_.follow(run(), source_.dataset(), viewer_, events_);
}

void Session::pretrainedArrived(std::span<const std::uint8_t> bytes) {
  if (pretrained_.arrived(bytes) && !weightsChosen_ && run().isFresh() && !run().isRunning() && !slowMotion_.isOn()) {
    showWeights("pretrained");
  } else {
    sendRun();
  }
}

void Session::sendDataset() {
  const Dataset& dataset = source_.dataset();
  events_.emplace_back(protocol::Dataset{dataset.name, dataset.train.count(), dataset.test.count(),
                                         source_.trainWanted(), source_.testWanted(), source_.bytes(),
                                         source_.bytesWanted(), source_.problem()});
}

void Session::sendRecipe() { events_.emplace_back(recipeMessage(edited_, run().trainer().recipe())); }

void Session::sendRun() {
  const Shown now = shown();
  events_.emplace_back(protocol::Run{now.runId, weights_, printRecipe(now.recipe), layerTable(now.recipe.network),
                                     pretrained_.note(), runs_.number(), runs_.table()});
}

void Session::sendTimeline() {
  protocol::Floats kept;
  for (const int epoch : run().timeline().epochs()) kept.push_back(static_cast<float>(epoch));
  events_.emplace_back(protocol::Timeline{run().id(), shownEpoch_, std::move(kept)});
}

void Session::sendWhatIsDue() {
  const int completed = run().takeCompletedEpoch();
  if (completed >= 0) sendSnapshot(run(), completed);  // before the checkpoint, which may be all that is left of it
  if (run().takeTimelineChanged()) sendTimeline();
  if (run().takeCheckpointDue() && !run().isFresh())
    events_.emplace_back(run().checkpoint(printRecipe(edited_), runs_.data()));
  slowMotion_.follow(run(), source_.dataset(), viewer_, events_);
}

}  // namespace atelier::worker
