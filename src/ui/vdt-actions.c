/* vdt-actions.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-actions.h"

#include <glib/gi18n.h>

#include "vdt-settings.h"

#define GENERAL  N_("General")
#define PANES    N_("Panes and Tabs")
#define LISTS    N_("Lists")
#define QUEUE    N_("Queue")
#define INCIDENT N_("Incident")
#define GRAPH    N_("Graph")
#define COPILOT  N_("Copilot")
#define SCRIPT   N_("Script Analysis")
#define REPORT   N_("Report")
#define HUNT     N_("Hunting")
#define ROWS     N_("Rows of a Query")

static const VdtActionEntry entries[] = {
  { "win.open-files", "<Control>o", N_("Open Files…"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.open-sample", "", N_("Open Sample Incident"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.remove-sample", "", N_("Remove Sample Data"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.show-palette", "<Control>k", N_("Command Palette"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.search", "<Control>f", N_("Search in View"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.undo", "<Control>z", N_("Undo"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.redo", "<Control><Shift>z", N_("Redo"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.refresh", "<Control>r", N_("Refresh"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.show-problems", "", N_("Show Import Problems"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.show-tuning", "", N_("Alert Tuning Rules"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "app.preferences", "<Control>comma", N_("Preferences"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "app.shortcuts", "<Control>question|F1", N_("Keyboard Shortcuts"), GENERAL,
    VDT_ACTION_SCOPE_WINDOW, NULL },
  { "app.about", "", N_("About Vedette"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.open-menu", "F10", N_("Open the Menu"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "app.quit", "<Control>q", N_("Quit"), GENERAL, VDT_ACTION_SCOPE_WINDOW, NULL },

  { "win.show-place('queue')", "<Control>1", N_("Show the Queue"), PANES,
    VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.next-pane", "F6", N_("Next Pane"), PANES, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.previous-pane", "<Shift>F6", N_("Previous Pane"), PANES, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.toggle-sidebar", "", N_("Show or Hide the Sidebar"), PANES, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.toggle-copilot", "F9", N_("Show or Hide the Copilot"), PANES,
    VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.toggle-inspector", "<Alt>Return", N_("Show or Hide the Inspector"), PANES,
    VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.widen-copilot", "", N_("Widen the Copilot"), PANES, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.narrow-copilot", "", N_("Narrow the Copilot"), PANES, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.close-tab", "<Control>w", N_("Close Tab"), PANES, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "tab.next", "<Control>Page_Down", N_("Next Tab"), PANES, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "tab.previous", "<Control>Page_Up", N_("Previous Tab"), PANES, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "tab.select", "<Alt>1", N_("First Tab (up to Alt+9)"), PANES, VDT_ACTION_SCOPE_BUILT_IN, NULL },

  { "page.down", "j", N_("Next Row"), LISTS, VDT_ACTION_SCOPE_LIST, NULL },
  { "page.up", "k", N_("Previous Row"), LISTS, VDT_ACTION_SCOPE_LIST, NULL },

  { "queue.open-incident", "", N_("Open the Incident"), QUEUE, VDT_ACTION_SCOPE_PAGE, "queue" },
  { "queue.toggle-peek", "space", N_("Peek"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.assign-to-me", "a", N_("Assign to Me"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.set-status", "s", N_("Set the Status"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.edit-tags", "t", N_("Edit Tags"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.select-row", "x", N_("Select One More, or One Less"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.set-owner", "o", N_("Set the Owner"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.set-severity", "v", N_("Set the Severity"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.classify", "c", N_("Classify"), QUEUE, VDT_ACTION_SCOPE_QUEUE_LIST, "queue" },
  { "queue.export", "", N_("Export the Incidents as CSV"), QUEUE, VDT_ACTION_SCOPE_PAGE, "queue" },
  { "queue.choose-columns", "", N_("Choose the Columns"), QUEUE, VDT_ACTION_SCOPE_PAGE, "queue" },
  { "queue.clear-filters", "", N_("Clear Filters"), QUEUE, VDT_ACTION_SCOPE_PAGE, "queue" },

  { "incident.show-view('story')", "", N_("Show the Story"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-view('alerts')", "", N_("Show the Alerts"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-view('assets')", "", N_("Show the Assets"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-view('evidence')", "", N_("Show the Evidence"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-view('timeline')", "", N_("Show the Timeline"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-view('log')", "", N_("Show the Log"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.keep", "<Control>d", N_("Keep the Selection as Evidence"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.drop-kept", "<Control>Delete", N_("Take Kept Evidence Out Again"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-view('kept')", "", N_("Show the Kept Evidence"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.toggle-graph", "<Control>g", N_("Graph or List"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-stage('graph')", "", N_("Show the Graph"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.show-stage('processes')", "", N_("Show the Process Tree"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.assign-to-me", "", N_("Assign the Incident to Me"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.manage", "<Control>m", N_("Manage the Incident"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.resolve", "<Control><Shift>x", N_("Resolve the Incident"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.move-alert", "<Control><Shift>m", N_("Move the Alert to Another Incident"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.tune", "", N_("Make a Tuning Rule From the Alert"), INCIDENT, VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.compare-with", "<Control><Shift>k", N_("Compare With Another Incident"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "incident.add-comment", "<Control>e", N_("Add a Comment"), INCIDENT,
    VDT_ACTION_SCOPE_PAGE, "incident" },

  { "timeline.add-event", "n", N_("Add an Event to the Timeline"), INCIDENT, VDT_ACTION_SCOPE_TIMELINE, "incident" },
  { "timeline.delete", "Delete", N_("Take the Entry Out Again"), INCIDENT, VDT_ACTION_SCOPE_TIMELINE, "incident" },
  { "timeline.export", "", N_("Export the Timeline as CSV"), INCIDENT, VDT_ACTION_SCOPE_TIMELINE, "incident" },
  { "graph.zoom-in", "plus|<Shift>plus|KP_Add|<Control>plus|<Control>equal|<Control>KP_Add", N_("Zoom In"),
    GRAPH, VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.zoom-out", "minus|KP_Subtract|<Control>minus|<Control>KP_Subtract", N_("Zoom Out"), GRAPH,
    VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.zoom-reset", "0|<Control>0", N_("Natural Size"), GRAPH, VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.fit", "9", N_("Show the Whole Graph"), GRAPH, VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.play", "p", N_("Play in Time Order"), GRAPH, VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.step-forward", "f", N_("Step Forward in Time"), GRAPH, VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.step-back", "b", N_("Step Back in Time"), GRAPH, VDT_ACTION_SCOPE_GRAPH, "incident" },
  { "graph.walk", "Left", N_("Walk to a Neighbour (Any Arrow Key)"), GRAPH, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "graph.first", "Home", N_("First in Time (End for the Last)"), GRAPH, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "graph.move", "<Control>Left", N_("Move the Node (Ctrl and Any Arrow Key)"), GRAPH,
    VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "graph.open", "Return", N_("Inspect the Node, or Open the Group"), GRAPH, VDT_ACTION_SCOPE_BUILT_IN, NULL },

  { "copilot.copy('all')", "<Control><Shift>c", N_("Copy the Summary With Citations"), COPILOT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "copilot.regenerate", "", N_("Write the Summary Again"), COPILOT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "copilot.cancel", "", N_("Stop Writing the Summary"), COPILOT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "copilot.accept", "Return|KP_Enter", N_("Accept"), COPILOT, VDT_ACTION_SCOPE_CARD, "incident" },
  { "copilot.edit", "e", N_("Edit"), COPILOT, VDT_ACTION_SCOPE_CARD, "incident" },
  { "copilot.reject", "Delete", N_("Reject"), COPILOT, VDT_ACTION_SCOPE_CARD, "incident" },
  { "copilot.next-citation", "c", N_("Next Citation"), COPILOT, VDT_ACTION_SCOPE_CARD, "incident" },

  { "copilot.next-card", "Down", N_("From the Summary to the Next Steps, and From Card to Card"), COPILOT,
    VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "copilot.next-group", "<Control>Down", N_("First Card of the Next Group"), COPILOT,
    VDT_ACTION_SCOPE_BUILT_IN, NULL },

  { "win.hunt", "<Control>2", N_("Show Hunting"), HUNT, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.hunt-query('')", "<Control>n", N_("New Hunting Tab"), HUNT, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.hunt-selected", "<Control><Shift>h", N_("Go Hunt for the Selected Entity or Event"), HUNT,
    VDT_ACTION_SCOPE_PAGE, "incident" },
  { "hunt.run", "F5", N_("Run the Query"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "hunt.stop", "<Shift>F5", N_("Stop the Query"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "hunt.format", "<Control><Shift>f", N_("Format the Query"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "hunt.copy", "<Control>c", N_("Copy the Selected Cells"), ROWS, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "rows.move", "Right", N_("Move to a Cell (Any Arrow Key, With Ctrl to the End, With Shift to Select)"), ROWS,
    VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "rows.toggle-row", "<Control>space", N_("Select the Row Beside What Is Selected (Space Alone Only the Row)"), ROWS,
    VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "rows.select-all", "<Control>a", N_("Select All Cells"), ROWS, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "rows.menu", "Menu", N_("Open the Menu of the Cell and Its Column"), ROWS, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "rows.next-match", "<Control>g", N_("Next Row Found"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.previous-match", "<Control><Shift>g", N_("Previous Row Found"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.sort('ascending')", "", N_("Sort by the Column"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.sort('descending')", "", N_("Sort by the Column in Reverse"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.sort('none')", "", N_("Show the Rows as They Came"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.filter", "", N_("Filter the Column"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.filter-value('is')", "", N_("Only Rows With This Value"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.filter-value('is-not')", "", N_("Only Rows Without This Value"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.clear-filters", "", N_("Clear the Filters of the Rows"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.values", "<Control>u", N_("Values of the Column"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.columns", "", N_("Choose Columns"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.fold", "", N_("Hide or Show Columns That Are Empty or Have One Value"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.hide-column", "", N_("Hide the Column"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.pin-column", "", N_("Pin or Release the Column"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.move-column('left')", "", N_("Move the Column to the Left"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.move-column('right')", "", N_("Move the Column to the Right"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.resize-column('wider')", "", N_("Make the Column Wider"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.resize-column('narrower')", "", N_("Make the Column Narrower"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.open", "", N_("All Fields of the Row (Return in a Cell)"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.keep", "<Control>d", N_("Keep the Rows as Evidence"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.where('is')", "<Control><Shift>space", N_("Add the Selected Cells to the Query"), ROWS,
    VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.where('is-not')", "", N_("Add to the Query: Not the Selected Cells"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.copy('cited')", "<Control><Shift>c", N_("Copy the Cells With Query and Citations"), ROWS,
    VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.copy('markdown')", "", N_("Copy the Cells as Markdown"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.copy('html')", "", N_("Copy the Cells as HTML"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.copy('datatable')", "", N_("Copy the Cells as a KQL Datatable"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.export('csv')", "<Control><Shift>s", N_("Export the Rows as CSV"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.export('json')", "", N_("Export the Rows as JSON"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.export('jsonl')", "", N_("Export the Rows as JSON Lines"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.export('xlsx')", "", N_("Export the Rows as XLSX"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.export('parquet')", "", N_("Export the Rows as Parquet"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "rows.local-time", "<Control><Shift>l", N_("Times in UTC or Local"), ROWS, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "hunt.toggle-side", "<Control><Shift>e", N_("Show or Hide Tables and Saved Queries"), HUNT, VDT_ACTION_SCOPE_PAGE,
    "hunt" },
  { "hunt.show-rows", "<Control><Shift>1", N_("Show the Rows"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "hunt.show-chart", "<Control><Shift>2", N_("Show the Chart"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "hunt.filter-range", "", N_("Filter to the Range of the Chart"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "side.show-tables", "<Control><Shift>t", N_("Tables and Columns"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "side.show-saved", "<Control><Shift>o", N_("Saved Queries"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "side.show-library", "<Control><Shift>j", N_("Library of Queries"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "side.show-history", "<Control>h", N_("History of Runs"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "side.save-query", "<Control>s", N_("Save the Query"), HUNT, VDT_ACTION_SCOPE_PAGE, "hunt" },
  { "side.preview", "<Shift>Return", N_("Preview the Selected Table"), HUNT, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "side.rename", "F2", N_("Rename the Selected Saved Query"), HUNT, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "side.delete", "Delete", N_("Delete the Selected Saved Query or Run"), HUNT, VDT_ACTION_SCOPE_BUILT_IN, NULL },
  { "editor.complete", "<Control>space", N_("Complete"), HUNT, VDT_ACTION_SCOPE_EDITOR, "hunt" },

  { "win.analyse-selected", "<Control>l", N_("Analyse the Selected Command Line"), SCRIPT,
    VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.analyse-clipboard", "<Control><Shift>v", N_("Analyse Script From Clipboard"), SCRIPT,
    VDT_ACTION_SCOPE_WINDOW, NULL },
  { "win.analyse-file", "", N_("Analyse Script File…"), SCRIPT, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "script.next-finding", "c", N_("Next Finding"), SCRIPT, VDT_ACTION_SCOPE_SCRIPT_LIST, "script" },
  { "script.next-layer", "n", N_("Next Layer"), SCRIPT, VDT_ACTION_SCOPE_SCRIPT_LIST, "script" },
  { "script.previous-layer", "p", N_("Previous Layer"), SCRIPT, VDT_ACTION_SCOPE_SCRIPT_LIST, "script" },
  { "script.agree", "a", N_("Agree With the Finding"), SCRIPT, VDT_ACTION_SCOPE_SCRIPT_LIST, "script" },
  { "script.not-relevant", "x", N_("The Finding Is Not Relevant"), SCRIPT,
    VDT_ACTION_SCOPE_SCRIPT_LIST, "script" },
  { "script.keep-indicators", "<Control>d", N_("Keep the Indicators With the Incident"), SCRIPT,
    VDT_ACTION_SCOPE_PAGE, "script" },
  { "script.hunt", "<Control><Shift>h", N_("Hunt for the Indicators"), SCRIPT,
    VDT_ACTION_SCOPE_PAGE, "script" },
  { "script.copy", "<Control><Shift>c", N_("Copy the Analysis With Citations"), SCRIPT,
    VDT_ACTION_SCOPE_PAGE, "script" },
  { "script.copy-indicators('defanged')", "", N_("Copy the Indicators, Defanged"), SCRIPT,
    VDT_ACTION_SCOPE_PAGE, "script" },
  { "script.copy-indicators('real')", "", N_("Copy the Indicators as They Are"), SCRIPT,
    VDT_ACTION_SCOPE_PAGE, "script" },

  { "win.report", "<Control><Shift>r", N_("Report on the Incident"), REPORT, VDT_ACTION_SCOPE_WINDOW, NULL },
  { "report.accept-paragraph", "<Control>Return", N_("Accept the Paragraph"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.accept-section", "<Control><Shift>a", N_("Accept the Section"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.accept-all", "<Control><Shift>Return", N_("Accept All Cited"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.regenerate", "<Control><Shift>d", N_("Draft the Section Again"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.model-draft", "", N_("Have the Model Draft the Section"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.take-draft", "", N_("Take the Newer Draft"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.keep-mine", "", N_("Keep the Text Beside the Newer Draft"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.renumber", "", N_("Number the Citations"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.save-version", "<Control>s", N_("Keep the Report as a Version"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.toggle-preview", "<Control><Shift>p", N_("Show or Hide the Pages"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('pdf')", "<Control><Shift>s", N_("Export the Report as PDF"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('docx')", "", N_("Export the Report as DOCX"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('html')", "", N_("Export the Report as HTML"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('md')", "", N_("Export the Report as Markdown"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('navigator')", "", N_("Export an ATT&CK Navigator Layer"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('csv')", "", N_("Export the Indicators as CSV"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.export('stix')", "", N_("Export the Indicators as STIX 2.1"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.package", "", N_("Export the Case Package"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.versions", "<Control><Shift>y", N_("Versions of the Report"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.next-misspelling", "F7", N_("Next Misspelled Word"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.spelling", "<Shift>F7", N_("Check the Spelling, or Do Not"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.copy", "<Control><Shift>c", N_("Copy the Report as Rich Text"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.resolve", "<Control><Shift>x", N_("Resolve the Incident of the Report"), REPORT,
    VDT_ACTION_SCOPE_PAGE, "report" },
  { "report.post", "", N_("Post the Report to the Activity Log"), REPORT, VDT_ACTION_SCOPE_PAGE, "report" },
};

/**
 * vdt_actions_get_entries:
 * @n_entries: (out): how many there are
 *
 * Returns: (array length=n_entries): the table
 */
const VdtActionEntry *
vdt_actions_get_entries (guint *n_entries)
{
  g_return_val_if_fail (n_entries != NULL, NULL);

  *n_entries = G_N_ELEMENTS (entries);
  return entries;
}

/**
 * vdt_actions_set_accels:
 * @application: the application
 *
 * Gives the application the accelerators of its own and its windows' actions.
 */
void
vdt_actions_set_accels (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_auto(GStrv) keys = NULL;

      if (entries[i].scope != VDT_ACTION_SCOPE_WINDOW || *entries[i].keys == '\0')
        continue;

      keys = g_strsplit (entries[i].keys, "|", -1);
      gtk_application_set_accels_for_action (application, entries[i].name,
                                             (const char * const *) keys);
    }
}

/**
 * vdt_actions_is_single_letter:
 * @accelerator: as in the table
 *
 * Whether a key types a character. Such a key acts only while a list or a card
 * has the focus and can be switched off (WCAG 2.1, criterion 2.1.4).
 *
 * Returns: %TRUE for a letter or the space
 */
gboolean
vdt_actions_is_single_letter (const char *accelerator)
{
  g_return_val_if_fail (accelerator != NULL, FALSE);

  return strlen (accelerator) == 1 || g_str_equal (accelerator, "space");
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                gpointer               user_data)
{
  VdtActionScope scope = GPOINTER_TO_INT (user_data);
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (scope != VDT_ACTION_SCOPE_EDITOR && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)))
    return GDK_EVENT_PROPAGATE;

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_auto(GStrv) keys = NULL;

      if (entries[i].scope != scope && !(entries[i].scope == VDT_ACTION_SCOPE_LIST &&
                                         (scope == VDT_ACTION_SCOPE_QUEUE_LIST || scope == VDT_ACTION_SCOPE_TIMELINE ||
                                          scope == VDT_ACTION_SCOPE_SCRIPT_LIST)))
        continue;

      keys = g_strsplit (entries[i].keys, "|", -1);
      for (gsize j = 0; keys[j] != NULL; j++)
        {
          g_autofree char *name = NULL;
          g_autoptr(GVariant) target = NULL;
          guint wanted;
          GdkModifierType wanted_modifiers;

          if (vdt_actions_is_single_letter (keys[j]) && !vdt_settings_get_single_letter_keys ())
            continue;

          gtk_accelerator_parse (keys[j], &wanted, &wanted_modifiers);
          if (gdk_keyval_to_lower (key) != wanted || modifiers != wanted_modifiers)
            continue;

          g_action_parse_detailed_name (entries[i].name, &name, &target, NULL);
          if (gtk_widget_activate_action_variant (widget, name, target))
            return GDK_EVENT_STOP;
        }
    }

  return GDK_EVENT_PROPAGATE;
}

/**
 * vdt_actions_add_keys:
 * @widget: a list, or the container of cards
 * @scope: which keys
 *
 * Makes the keys of @scope work while the focus is inside @widget, but, other than
 * those of the editor, never while a text field has it.
 */
void
vdt_actions_add_keys (GtkWidget      *widget,
                      VdtActionScope  scope)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  controller = gtk_event_controller_key_new ();
  if (scope != VDT_ACTION_SCOPE_CARD)
    gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb),
                    GINT_TO_POINTER (scope));
  gtk_widget_add_controller (widget, controller);
}

/**
 * vdt_actions_get_trigger:
 * @entry: an entry
 *
 * Returns: (transfer full) (nullable): what triggers it, or %NULL if no key does
 */
GtkShortcutTrigger *
vdt_actions_get_trigger (const VdtActionEntry *entry)
{
  g_return_val_if_fail (entry != NULL, NULL);

  return *entry->keys == '\0' ? NULL : gtk_shortcut_trigger_parse_string (entry->keys);
}

/**
 * vdt_actions_dup_key_label:
 * @entry: an entry
 *
 * Returns: (nullable): its first key as a person reads it, as “Ctrl+K”
 */
char *
vdt_actions_dup_key_label (const VdtActionEntry *entry)
{
  g_auto(GStrv) keys = NULL;
  guint key;
  GdkModifierType modifiers;

  g_return_val_if_fail (entry != NULL, NULL);

  keys = g_strsplit (entry->keys, "|", -1);
  if (keys[0] == NULL || !gtk_accelerator_parse (keys[0], &key, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (key, modifiers);
}
