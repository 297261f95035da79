#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ui/drawing_pad.h"
#include "ui/frame.h"
#include "ui/help.h"
#include "ui/inspecting.h"
#include "ui/layout.h"
#include "ui/lesson_view.h"
#include "ui/network_edit.h"
#include "ui/own_picture.h"
#include "ui/run_state.h"
#include "ui/slow_motion.h"
#include "ui/widgets/plot.h"
#include "ui/work_keeper.h"

namespace atelier::ui {

inline constexpr int kNoIntroduction = -1;

// What is chosen in the wardrobe's tab.
struct WardrobeChoice {
  int label = -1;       // the class that drawings are added as; -1: a new one,
  std::string newName;  // of this name
  int item = -1;        // that is chosen; -1: none
  int page = 0;
};

// What the gallery shows, and what it asks for.
struct GalleryView {
  std::string split = "test";
  int label = -1;  // of this class alone; -1: of any
  bool hardFirst = false;
  int firstRow = 0;
  std::optional<int> asked;  // the picture that was chosen here, until it is shown
  bool isOpen = false;       // in this frame
  std::vector<int> order;    // of the pictures, as orderOf says
  std::string orderOf;
};

// What is chosen in the results panel, and what its open tab asks for.
struct ResultsView {
  int tab = 0;
  std::optional<EvaluationView::CellOf> cell;  // of the matrix; the most frequent mistake where none is chosen
  int cellPage = 0;
  int mistakesOf = -1;  // of this class alone; -1: of any
  int mistakesPage = 0;
  int whyLabel = -1;  // the class that is explained; -1: the likeliest
  WardrobeChoice wardrobe;
  bool wantsEvaluation = false;  // in this frame
  bool wantsAttribution = false;
  std::vector<int> missing;  // pictures that this frame would have shown
  std::string missingOf;     // their split
  GalleryView gallery;
};

// Which numbers the network panel shows. Weights are those of protocol::Inspect's view "activations", shown large.
enum class Shows { kActivations, kWeights, kChange, kGradients };
inline constexpr std::array<const char*, 4> kShownNames = {"activations", "weights", "change", "gradients"};

// The view in which protocol::Inspect asks for them.
std::string viewOf(Shows shows);

// Which pictures of the network panel have one scale of colours in common.
enum class Scope { kMap, kLayer, kAll };

// What only the browser can do, and does at once, for it allows it just after a press: choose a picture file, take a
// photograph, save or choose a wardrobe's file or one of all work, take the newer version of the page, save here what
// another tab has open, or forget what is saved and open the page anew.
enum class Wish {
  kNothing,
  kPictureFile,
  kPhotograph,
  kExportWardrobe,
  kImportWardrobe,
  kUpdate,
  kSaveWork,
  kOpenWork,
  kUseHere,
  kForgetWork,
  kSaveDamaged
};

// What is chosen in the card that makes links.
struct Sharing {
  link::Hidden hidden;
  bool fixesRecipe = false;
  bool recipe = true;
  bool lesson = true;
  bool picture = false;
  bool theme = false;
  std::string copies;  // set by its buttons: what goes into the clipboard
  std::string said;    // what came of that
  bool previews = false;
  float height = 320;  // of what is below its head, in the frame before
};

// The card about the work that is saved.
struct WorkCard {
  bool asksToForget = false;
  float height = 200;  // of what is below its head, in the frame before
};

// What the learner has chosen to see; the engine does not know it.
struct View {
  Tab tab = Tab::kNetwork;
  link::Hidden hidden;             // panels, by the link that opened the page, or the step of a lesson
  bool recipeIsFixed = false;      // by the link
  std::string split = "test";      // pictures to choose from
  int label = -1;                  // and their class; -1: any
  std::string source = "picture";  // what the network panel shows: "picture" or "drawing"
  Shows shows = Shows::kActivations;
  Scope scope = Scope::kLayer;
  std::set<std::string> unfolded;  // layers that show all of their maps, see layer_folds.h
  float unfoldedHeight = 0;        // what the network panel has grown by, for them
  int curve = 0;                   // accuracy, loss, learning rate
  bool byStep = false;
  bool byLogarithm = false;     // the loss
  std::optional<Stretch> zoom;  // what is shown of the curves' x, when it is not all
  Inspecting inspecting;
  SlowMotion slowMotion;
  Rect slowMotionPlace;                     // of its card in the network panel, on the screen
  int litPhase = -1;                        // of slow motion, that the last frame showed
  Rect litPlace;                            // of the layer that it is about, on the screen; empty: of none
  Shows showsBefore = Shows::kActivations;  // slow motion
  ResultsView results;
  bool wantsNearest = false;      // in this frame: the pictures that the drawing is nearest to
  bool playsFilm = false;         // epoch after epoch is shown
  bool startsFilm = false;        // set by the button
  std::optional<int> askedEpoch;  // until it is shown, or refused
  float cursorX = 0.5F;           // of the keyboard on the pad, 0 to 1
  float cursorY = 0.5F;
  bool showsCursor = false;
  bool keysDraw = false;         // the keyboard has put the tool down
  bool wantsOtherTheme = false;  // set by the Theme button
  bool seeksResults = false;     // to be scrolled to
  bool updateWaits = false;      // a newer version of the page could be used
  NetworkEdit network;
  std::string newLayer;                           // that the Add button adds; empty: the first that is offered
  std::array<std::optional<bool>, 5> opensGroup;  // of kFieldGroups, where the learner has said so
  protocol::SetField lastField;                   // as it was entered, to be shown while it is refused
  bool dismissesRefusal = false;                  // set by Escape in a field that is refused
  std::optional<HelpTopic> help;                  // whose card is open
  Rect helpAnchor;                                // the "?" it belongs to, on the screen
  int introduction = kNoIntroduction;             // the step that is shown
  OwnPicture own;                                 // in its card
  bool hasCamera = false;                         // the page may be able to use one
  bool isDroppedOn = false;                       // a file is dragged over the page
  Wish wish = Wish::kNothing;
  std::optional<Sharing> sharing;  // while its card is open
  bool choosesLesson = false;      // in the card of lessons
  std::string wantedLesson;        // whose file is to be fetched
  std::optional<LessonView> lesson;
  bool resumesLesson = false;  // set by the card: the one that was left
  bool showsResults = false;   // in this frame
  Keeping keeping;
  std::optional<WorkCard> work;  // while it is open
};

// The panels that are left out but for the step of a lesson.
const link::Hidden& hiddenByPage(const View& view);

// What the network panel shows of the two, as protocol::Inspect names it: the picture while nothing is drawn.
std::string sourceOf(const RunState& state, const View& view);

// The panels: from what the page knows to pixels, controls and commands. Each draws into its rectangle and returns the
// height that its content needs, which the next frame's layout uses.

float runBar(Frame& frame, const Rect& rect, const RunState& state, View& view);
float recipePanel(Frame& frame, const Rect& rect, const RunState& state, View& view);
float networkPanel(Frame& frame, const Rect& rect, const RunState& state, View& view);
float timelinePanel(Frame& frame, const Rect& rect, const RunState& state, View& view);
float resultsPanel(Frame& frame, const Rect& rect, const RunState& state, View& view);
// The first tab of the results.
float curvesPanel(Frame& frame, const Rect& rect, const RunState& state, View& view);
float drawPanel(Frame& frame, const Rect& rect, const RunState& state, View& view, DrawingPad& pad);
// Adds the drawing to the wardrobe as the class that is chosen there, or, where none is yet, goes there to choose.
void wardrobeButton(Frame& frame, const Rect& rect, const RunState& state, View& view);
float morePanel(Frame& frame, const Rect& rect, const RunState& state, View& view);
// Requires that a lesson is under way.
float lessonPanel(Frame& frame, const Rect& rect, const RunState& state, View& view);

// Asks for the weights after so many epochs, -1: of now; a film ends.
void showEpoch(Frame& frame, View& view, int epoch);

// Sentences on what went wrong, each with what can be done; what is wrong with a recipe stands beside it, where it is
// shown. Returns 0 when there are none.
float noticesPanel(Frame& frame, const Rect& rect, const RunState& state, View& view,
                   const std::vector<std::string>& problems);

// The slider's positions as speeds: 0 to kSpeeds - 1 from one image a second upwards, kSpeeds for as fast as it goes.
inline constexpr int kSpeeds = 24;
double speedAt(int position);  // images a second; 0: as fast as it goes
int positionOf(double imagesPerSecond);
std::string speedText(double imagesPerSecond);

}  // namespace atelier::ui
