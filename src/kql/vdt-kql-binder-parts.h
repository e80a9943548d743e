/* vdt-kql-binder-parts.h
 *
 * What each file of the binder gives to the others. Included by
 * vdt-kql-binder-private.h, which has the types.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-binder-private.h"

G_BEGIN_DECLS

/* vdt-kql-binder-schemas.c */
VdtKqlColumn       *vdt_kql_binder_new_column     (VdtKqlBinder       *b,
                                                   const char         *name,
                                                   const VdtKqlType   *type);
VdtKqlSchema       *vdt_kql_binder_new_schema     (VdtKqlBinder       *b,
                                                   guint               n_columns,
                                                   gboolean            open);
const VdtKqlSchema *vdt_kql_binder_finish_schema  (VdtKqlBinder       *b,
                                                   VdtKqlSchema       *schema);
const VdtKqlType   *vdt_kql_binder_table_type     (VdtKqlBinder       *b,
                                                   const VdtKqlSchema *schema,
                                                   const char         *name);
const VdtKqlType   *vdt_kql_binder_tuple_type     (VdtKqlBinder       *b,
                                                   const VdtKqlSchema *schema);
const VdtKqlType   *vdt_kql_binder_open_table     (VdtKqlBinder       *b);
const VdtKqlSchema *vdt_kql_binder_empty_schema   (VdtKqlBinder       *b);
const VdtKqlSchema *vdt_kql_binder_row_schema     (VdtKqlBinder       *b,
                                                   VdtKqlRow          *row);
const VdtKqlSchema *vdt_kql_binder_declared_schema (VdtKqlBinder      *b,
                                                   const VdtKqlNode   *schema,
                                                   const VdtKqlSchema *star);
const VdtKqlSchema *vdt_kql_binder_union_schema   (VdtKqlBinder       *b,
                                                   GPtrArray          *schemas,
                                                   const char         *source,
                                                   gboolean            inner);
const VdtKqlSchema *vdt_kql_binder_join_schema    (VdtKqlBinder       *b,
                                                   const VdtKqlSchema *left,
                                                   const VdtKqlSchema *right,
                                                   GHashTable         *drop);

/* vdt-kql-binder-names.c */
const VdtKqlType   *vdt_kql_bind_name             (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   gboolean            tabular);
const VdtKqlColumn *vdt_kql_binder_find_column    (VdtKqlBinder       *b,
                                                   VdtKqlRow          *row,
                                                   const char         *name);
const VdtKqlColumn *vdt_kql_bind_column           (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_bind_table_name       (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const char         *name);
GPtrArray          *vdt_kql_binder_match_tables   (VdtKqlBinder       *b,
                                                   const char         *pattern);
gboolean            vdt_kql_wildcard_matches      (const char         *pattern,
                                                   const char         *name);
void                vdt_kql_report_unknown_name   (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const char         *name,
                                                   gboolean            tabular);

/* vdt-kql-binder-suggest.c */
void                vdt_kql_suggest_column        (VdtKqlBinder       *b,
                                                   VdtKqlDiagnostic   *diagnostic,
                                                   const char         *name);
void                vdt_kql_suggest_table         (VdtKqlBinder       *b,
                                                   VdtKqlDiagnostic   *diagnostic,
                                                   const char         *name);
void                vdt_kql_suggest_function      (VdtKqlBinder       *b,
                                                   VdtKqlDiagnostic   *diagnostic,
                                                   VdtKqlFunctionKind  kind,
                                                   const char         *name);

/* vdt-kql-binder-expressions.c */
const VdtKqlType   *vdt_kql_bind_expression       (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_bind_scalar           (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_bind_tabular          (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
void                vdt_kql_bind_condition        (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
gboolean            vdt_kql_check_scalar          (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const VdtKqlType   *type);
gboolean            vdt_kql_check_not_dynamic     (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const VdtKqlType   *type);
void                vdt_kql_bind_integer          (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_bind_type             (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);

/* vdt-kql-binder-literals.c */
const VdtKqlType   *vdt_kql_bind_literal          (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlConstant *vdt_kql_constant_string     (VdtKqlBinder       *b,
                                                   const char         *text);

/* vdt-kql-binder-operations.c: and, has, +, … as functions of their operands */
const VdtKqlType   *vdt_kql_bind_operation        (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);

/* vdt-kql-binder-calls.c */
const VdtKqlType   *vdt_kql_bind_call             (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_bind_call_piped       (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const VdtKqlType   *first);
const VdtKqlType   *vdt_kql_bind_plugin           (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const VdtKqlSchema *input);

/* vdt-kql-binder-arguments.c */
gboolean            vdt_kql_call_match            (VdtKqlCall         *call);
gboolean            vdt_kql_call_lay_out          (VdtKqlCall         *call,
                                                   const VdtKqlSignature *signature);
void                vdt_kql_call_check            (VdtKqlCall         *call);
guint               vdt_kql_argument_score        (VdtKqlBinder       *b,
                                                   const VdtKqlCall   *call,
                                                   guint               index);
const VdtKqlType   *vdt_kql_call_common_type      (const VdtKqlCall   *call,
                                                   VdtKqlParameterKind kind);

/* vdt-kql-binder-functions.c */
const VdtKqlType   *vdt_kql_bind_let_function     (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   VdtKqlSymbol       *symbol);
const VdtKqlType   *vdt_kql_expand_local          (VdtKqlBinder       *b,
                                                   const VdtKqlSymbol *symbol,
                                                   VdtKqlCall         *call);
const VdtKqlType   *vdt_kql_expand_stored         (VdtKqlBinder       *b,
                                                   const VdtKqlFunction *function,
                                                   VdtKqlCall         *call);

/* vdt-kql-binder-statements.c */
const VdtKqlType   *vdt_kql_bind_statements       (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *list);

/* vdt-kql-binder-result-names.c */
const char         *vdt_kql_result_name           (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *expression);
const VdtKqlColumn *vdt_kql_result_column         (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *expression);

/* vdt-kql-binder-pipes.c */
const VdtKqlType   *vdt_kql_bind_pipe             (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node);
const VdtKqlType   *vdt_kql_bind_operator         (VdtKqlBinder       *b,
                                                   const VdtKqlNode   *node,
                                                   const VdtKqlType   *input);

G_END_DECLS
