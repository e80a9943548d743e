/* vdt-hunt-side-private.h
 *
 * What the files of the hunting view's side panel share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-side.h"

#include "vdt-kql-catalog.h"
#include "vdt-state-view.h"

G_BEGIN_DECLS

/* The lists of the panel, in the order of its buttons. */
typedef enum
{
  VDT_SIDE_TABLES,
  VDT_SIDE_SAVED,
  VDT_SIDE_LIBRARY,
  VDT_SIDE_HISTORY,
  VDT_SIDE_N_LISTS
} VdtSideList;

typedef enum
{
  VDT_NODE_GROUP,
  VDT_NODE_TABLE,
  VDT_NODE_COLUMN,
  VDT_NODE_VALUE,
  VDT_NODE_SAVED,
  VDT_NODE_LIBRARY,
  VDT_NODE_RUN,
  VDT_NODE_MORE
} VdtNodeKind;

#define VDT_TYPE_SIDE_NODE (vdt_side_node_get_type ())
G_DECLARE_FINAL_TYPE (VdtSideNode, vdt_side_node, VDT, SIDE_NODE, GObject)

/**
 * VdtSideNode:
 * @kind: what it is
 * @title: what the row says
 * @note: (nullable): what it says at its end
 * @about: (nullable): what the lower part of the panel says of it
 * @text: (nullable): a name to insert, or a query
 * @key: (nullable): path of a saved query, name of a table
 * @id: number of a run
 * @flag: a favourite, or a run whose rows are kept
 * @children: (nullable): nodes below it; those of a table are made when it is opened
 *
 * A row of the panel. Its members do not change.
 */
struct _VdtSideNode
{
  GObject      parent_instance;

  VdtNodeKind  kind;
  char        *title;
  char        *note;
  char        *about;
  char        *text;
  char        *key;
  gint64       id;
  gboolean     flag;
  GListStore  *children;
};

VdtSideNode *vdt_side_node_new       (VdtNodeKind  kind,
                                      const char  *title,
                                      const char  *note);
VdtSideNode *vdt_side_node_add_group (GListStore  *list,
                                      const char  *title,
                                      const char  *note);

struct _VdtHuntSide
{
  GtkWidget           parent_instance;

  VdtHuntPage        *page;       /* it has this panel */
  VdtSession         *session;
  GSimpleActionGroup *actions;
  GCancellable       *cancellable;
  GCancellable       *listing;    /* of the history */
  guint               reload_id;
  guint               focus_id;

  VdtSideList         list;
  char               *searches[VDT_SIDE_N_LISTS];
  VdtKqlCatalog      *catalog;
  GPtrArray          *present;    /* VdtHuntTable: tables that have rows */
  GPtrArray          *saved;      /* VdtSavedQuery */
  GPtrArray          *runs;       /* VdtPastRun */
  gboolean            runs_complete;

  GtkWidget          *box;
  GtkToggleButton    *tables_button;
  GtkToggleButton    *saved_button;
  GtkToggleButton    *library_button;
  GtkToggleButton    *history_button;
  GtkSearchEntry     *search;
  VdtStateView       *state_view;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
  GtkWidget          *lower;
  GtkLabel           *about;
  GtkFlowBox         *buttons;
};

/* Of each list: fills @root with what matches @search (folded, or empty). */
void         vdt_hunt_side_fill_tables  (VdtHuntSide *self,
                                         GListStore  *root,
                                         const char  *search);
void         vdt_hunt_side_fill_saved   (VdtHuntSide *self,
                                         GListStore  *root,
                                         const char  *search);
void         vdt_hunt_side_fill_library (GListStore  *root,
                                         const char  *search);
void         vdt_hunt_side_fill_history (VdtHuntSide *self,
                                         GListStore  *root);
void         vdt_hunt_side_load_tables  (VdtHuntSide *self);
void         vdt_hunt_side_load_saved   (VdtHuntSide *self);
void         vdt_hunt_side_load_history (VdtHuntSide *self,
                                         gboolean     more);
GListModel  *vdt_hunt_side_columns      (VdtHuntSide *self,
                                         VdtSideNode *table);
gboolean     vdt_hunt_side_matches      (const char  *text,
                                         const char  *search);
void         vdt_hunt_side_reload       (VdtHuntSide *self);
void         vdt_hunt_side_select       (VdtHuntSide *self,
                                         guint        position);
VdtSideNode *vdt_hunt_side_get_node     (VdtHuntSide *self);
void         vdt_hunt_side_add_actions  (VdtHuntSide *self);
void         vdt_hunt_side_enable       (VdtHuntSide *self,
                                         VdtSideNode *node);
void         vdt_hunt_side_show         (VdtHuntSide *self,
                                         VdtSideList  list);

G_END_DECLS
