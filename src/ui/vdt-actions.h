/* vdt-actions.h
 *
 * The one table of what can be done, by which key, and how it is called. The
 * accelerators, the keys of lists and cards, the shortcuts page and the command
 * palette are all made from it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VdtActionScope:
 * @VDT_ACTION_SCOPE_WINDOW: works wherever the focus is; `app.` and `win.` actions
 * @VDT_ACTION_SCOPE_PAGE: works wherever the focus is, on the page that is shown
 * @VDT_ACTION_SCOPE_QUEUE_LIST: while the queue's list has the focus, besides those of lists
 * @VDT_ACTION_SCOPE_LIST: while a list of a page has the focus
 * @VDT_ACTION_SCOPE_SCRIPT_LIST: while a script's findings have the focus, besides those of lists
 * @VDT_ACTION_SCOPE_GRAPH: while a graph has the focus
 * @VDT_ACTION_SCOPE_TIMELINE: while the timeline has the focus, besides those of lists
 * @VDT_ACTION_SCOPE_EDITOR: while the query editor has the focus
 * @VDT_ACTION_SCOPE_CARD: while a copilot card has the focus
 * @VDT_ACTION_SCOPE_BUILT_IN: the toolkit does it; listed on the shortcuts page only
 */
typedef enum
{
  VDT_ACTION_SCOPE_WINDOW,
  VDT_ACTION_SCOPE_PAGE,
  VDT_ACTION_SCOPE_QUEUE_LIST,
  VDT_ACTION_SCOPE_LIST,
  VDT_ACTION_SCOPE_SCRIPT_LIST,
  VDT_ACTION_SCOPE_GRAPH,
  VDT_ACTION_SCOPE_TIMELINE,
  VDT_ACTION_SCOPE_EDITOR,
  VDT_ACTION_SCOPE_CARD,
  VDT_ACTION_SCOPE_BUILT_IN
} VdtActionScope;

/**
 * VdtActionEntry:
 * @name: detailed action name, as `win.show-place('queue')`
 * @keys: accelerators, separated by `|`, the one to show first; "" for none
 * @title: what it does, in Header Capitalisation, untranslated
 * @group: heading on the shortcuts page, untranslated
 * @scope: where the keys work
 * @page: the kind of page that has the action, or %NULL for every page
 */
typedef struct
{
  const char     *name;
  const char     *keys;
  const char     *title;
  const char     *group;
  VdtActionScope  scope;
  const char     *page;
} VdtActionEntry;

const VdtActionEntry *vdt_actions_get_entries      (guint                *n_entries);
void                  vdt_actions_set_accels       (GtkApplication       *application);
void                  vdt_actions_add_keys         (GtkWidget            *widget,
                                                    VdtActionScope        scope);
GtkShortcutTrigger   *vdt_actions_get_trigger      (const VdtActionEntry *entry);
char                 *vdt_actions_dup_key_label    (const VdtActionEntry *entry);
gboolean              vdt_actions_is_single_letter (const char           *accelerator);

G_END_DECLS
