#pragma once

#include "ui/panels/panels.h"

namespace atelier::ui {

// What lies over the panels: drawn after them, into a frame of its own, and hidden from the pointer by covers.

// The "?" of a panel, in the middle of the rectangle's height at its left. Opens its card.
void helpButton(Frame& frame, const Rect& rect, HelpTopic topic, View& view);

// Says in a word whether the work is saved, and opens the card about it; and the word alone, for narrow pages, where
// the button has a name of its own. How wide either is: as wide as the longest word, so that nothing moves.
void workButton(Frame& frame, const Rect& rect, View& view);
void workWord(Frame& frame, const Rect& rect, const View& view);
float workButtonWidth(const Frame& frame);

// How wide that button is.
float helpButtonWidth(const Frame& frame);

// The card of view.help beside its "?", as a dialog: nothing else can be operated until it is closed.
void helpCard(Frame& frame, const Rect& window, View& view);

// Opens the card of view.sharing with what the page itself hides and fixes.
void openSharing(View& view);

// That card, as a dialog: which words of the link `now` are shared, and the address that it makes with
// that of the page.
void shareCard(Frame& frame, const Rect& window, const link::Link& now, const std::string& page, View& view);

// The lessons to choose from, as a dialog.
void lessonsCard(Frame& frame, const Rect& window, View& view);

// The card of view.work, as a dialog: what is saved or why it is not, and what can be done.
void workCard(Frame& frame, const Rect& window, View& view);

// The step view.introduction as a small card, and an outline around what it is about; the page can be used meanwhile.
// `layout` is as on the screen.
void introduction(Frame& frame, const Rect& window, const Layout& layout, View& view);

// The card of view.own, as a dialog, in the middle of the window; one that is higher than it begins `scrolled` above
// its top. Returns its height.
float ownPictureCard(Frame& frame, const Rect& window, float scrolled, const RunState& state, View& view,
                     DrawingPad& pad);

// Over all of the page while a file is dragged over it.
void dropHint(Frame& frame, const Rect& window);

}  // namespace atelier::ui
