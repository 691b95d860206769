export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      accounts: {
        Row: {
          created_at: string;
          domain: string | null;
          id: string;
          name: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          domain?: string | null;
          id?: string;
          name: string;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          domain?: string | null;
          id?: string;
          name?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "accounts_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor_email: string | null;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: Database["public"]["Enums"]["member_role"] | null;
          created_at: string;
          details: NonNullable<Json>;
          export_id: string | null;
          file_sha256: string | null;
          form_version: number;
          hash: string;
          id: string;
          ip: string | null;
          previous_hash: string;
          seq: number;
          target_id: string | null;
          target_type: string | null;
          tenant_id: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_email?: string | null;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: Database["public"]["Enums"]["member_role"] | null;
          created_at?: string;
          details?: NonNullable<Json>;
          export_id?: never;
          file_sha256?: never;
          form_version: number;
          hash: string;
          id?: string;
          ip?: string | null;
          previous_hash: string;
          seq: number;
          target_id?: string | null;
          target_type?: string | null;
          tenant_id: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_email?: string | null;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: Database["public"]["Enums"]["member_role"] | null;
          created_at?: string;
          details?: NonNullable<Json>;
          export_id?: never;
          file_sha256?: never;
          form_version?: number;
          hash?: string;
          id?: string;
          ip?: string | null;
          previous_hash?: string;
          seq?: number;
          target_id?: string | null;
          target_type?: string | null;
          tenant_id?: string;
          user_agent?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "audit_log_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      conversations: {
        Row: {
          assigned_agent_id: string | null;
          bot_id: string | null;
          channel_id: string | null;
          created_at: string;
          customer_id: string | null;
          id: string;
          status: Database["public"]["Enums"]["conversation_status"];
          subject: string | null;
          summary: string | null;
          tenant_id: string;
          updated_at: string;
          widget_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          assigned_agent_id?: string | null;
          bot_id?: string | null;
          channel_id?: string | null;
          created_at?: string;
          customer_id?: string | null;
          id?: string;
          status?: Database["public"]["Enums"]["conversation_status"];
          subject?: string | null;
          summary?: string | null;
          tenant_id: string;
          updated_at?: string;
          widget_id?: string | null;
        };
        Update: {
          assigned_agent_id?: string | null;
          bot_id?: string | null;
          channel_id?: string | null;
          created_at?: string;
          customer_id?: string | null;
          id?: string;
          status?: Database["public"]["Enums"]["conversation_status"];
          subject?: string | null;
          summary?: string | null;
          tenant_id?: string;
          updated_at?: string;
          widget_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "conversations_tenant_id_customer_id_fkey";
            columns: ["tenant_id", "customer_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "conversations_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      customers: {
        Row: {
          account_id: string | null;
          churn_reasons: Json | null;
          churned_at: string | null;
          company: string | null;
          created_at: string;
          email: string | null;
          external_id: string | null;
          id: string;
          job_title: string | null;
          last_seen_at: string | null;
          metadata: Json | null;
          name: string | null;
          notes: string | null;
          phone: string | null;
          promoted_at: string | null;
          source: string | null;
          source_bot_id: string | null;
          source_conversation_id: string | null;
          tenant_id: string;
          type: Database["public"]["Enums"]["customer_type"];
        };
        ComputedFields: never;
        Insert: {
          account_id?: string | null;
          churn_reasons?: Json | null;
          churned_at?: string | null;
          company?: string | null;
          created_at?: string;
          email?: string | null;
          external_id?: string | null;
          id?: string;
          job_title?: string | null;
          last_seen_at?: string | null;
          metadata?: Json | null;
          name?: string | null;
          notes?: string | null;
          phone?: string | null;
          promoted_at?: string | null;
          source?: string | null;
          source_bot_id?: string | null;
          source_conversation_id?: string | null;
          tenant_id: string;
          type?: Database["public"]["Enums"]["customer_type"];
        };
        Update: {
          account_id?: string | null;
          churn_reasons?: Json | null;
          churned_at?: string | null;
          company?: string | null;
          created_at?: string;
          email?: string | null;
          external_id?: string | null;
          id?: string;
          job_title?: string | null;
          last_seen_at?: string | null;
          metadata?: Json | null;
          name?: string | null;
          notes?: string | null;
          phone?: string | null;
          promoted_at?: string | null;
          source?: string | null;
          source_bot_id?: string | null;
          source_conversation_id?: string | null;
          tenant_id?: string;
          type?: Database["public"]["Enums"]["customer_type"];
        };
        Relationships: [
          {
            foreignKeyName: "customers_source_conversation_fkey";
            columns: ["tenant_id", "source_conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "customers_tenant_id_account_id_fkey";
            columns: ["tenant_id", "account_id"];
            isOneToOne: false;
            referencedRelation: "accounts";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "customers_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      exports: {
        Row: {
          actor_email: string;
          actor_id: string;
          actor_name: string;
          actor_role: Database["public"]["Enums"]["member_role"];
          answer: NonNullable<Json>;
          attempt: number;
          bytes_written: number;
          cancelled_by: string | null;
          cells_cut: Json | null;
          cells_guarded: number;
          compress: Database["public"]["Enums"]["export_compression"] | null;
          counts: Json | null;
          created_at: string;
          cutoff_at: string | null;
          cutoff_seq: number | null;
          expires_at: string | null;
          failure: Database["public"]["Enums"]["export_failure"] | null;
          file_attempt: number;
          finished_at: string | null;
          format: Database["public"]["Enums"]["export_format"];
          heartbeat_at: string | null;
          id: string;
          include_notes: boolean;
          ip: string | null;
          is_part: boolean;
          kind: Database["public"]["Enums"]["export_kind"];
          receipt: string | null;
          remark_count: number | null;
          resumed_at: string | null;
          resumed_from: number | null;
          rows_total: number | null;
          rows_written: number;
          scope: NonNullable<Json>;
          sha256: string | null;
          started_at: string | null;
          status: Database["public"]["Enums"]["export_status"];
          target_id: string | null;
          tenant_id: string;
          token_hash: string | null;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          actor_email?: string;
          actor_id?: string;
          actor_name?: string;
          actor_role?: Database["public"]["Enums"]["member_role"];
          answer?: NonNullable<Json>;
          attempt?: number;
          bytes_written?: number;
          cancelled_by?: string | null;
          cells_cut?: Json | null;
          cells_guarded?: number;
          compress?: Database["public"]["Enums"]["export_compression"] | null;
          counts?: Json | null;
          created_at?: string;
          cutoff_at?: string | null;
          cutoff_seq?: number | null;
          expires_at?: string | null;
          failure?: Database["public"]["Enums"]["export_failure"] | null;
          file_attempt?: number;
          finished_at?: string | null;
          format: Database["public"]["Enums"]["export_format"];
          heartbeat_at?: string | null;
          id?: string;
          include_notes?: boolean;
          ip?: string | null;
          is_part?: boolean;
          kind: Database["public"]["Enums"]["export_kind"];
          receipt?: string | null;
          remark_count?: number | null;
          resumed_at?: string | null;
          resumed_from?: number | null;
          rows_total?: number | null;
          rows_written?: number;
          scope?: NonNullable<Json>;
          sha256?: string | null;
          started_at?: string | null;
          status?: Database["public"]["Enums"]["export_status"];
          target_id?: string | null;
          tenant_id: string;
          token_hash?: string | null;
          user_agent?: string | null;
        };
        Update: {
          actor_email?: string;
          actor_id?: string;
          actor_name?: string;
          actor_role?: Database["public"]["Enums"]["member_role"];
          answer?: NonNullable<Json>;
          attempt?: number;
          bytes_written?: number;
          cancelled_by?: string | null;
          cells_cut?: Json | null;
          cells_guarded?: number;
          compress?: Database["public"]["Enums"]["export_compression"] | null;
          counts?: Json | null;
          created_at?: string;
          cutoff_at?: string | null;
          cutoff_seq?: number | null;
          expires_at?: string | null;
          failure?: Database["public"]["Enums"]["export_failure"] | null;
          file_attempt?: number;
          finished_at?: string | null;
          format?: Database["public"]["Enums"]["export_format"];
          heartbeat_at?: string | null;
          id?: string;
          include_notes?: boolean;
          ip?: string | null;
          is_part?: boolean;
          kind?: Database["public"]["Enums"]["export_kind"];
          receipt?: string | null;
          remark_count?: number | null;
          resumed_at?: string | null;
          resumed_from?: number | null;
          rows_total?: number | null;
          rows_written?: number;
          scope?: NonNullable<Json>;
          sha256?: string | null;
          started_at?: string | null;
          status?: Database["public"]["Enums"]["export_status"];
          target_id?: string | null;
          tenant_id?: string;
          token_hash?: string | null;
          user_agent?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "exports_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      members: {
        Row: {
          created_at: string;
          display_name: string;
          email: string;
          role: Database["public"]["Enums"]["member_role"];
          tenant_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          display_name: string;
          email: string;
          role?: Database["public"]["Enums"]["member_role"];
          tenant_id: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          display_name?: string;
          email?: string;
          role?: Database["public"]["Enums"]["member_role"];
          tenant_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "members_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      messages: {
        Row: {
          content: string;
          conversation_id: string;
          created_at: string;
          id: string;
          role: Database["public"]["Enums"]["message_role"];
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          content: string;
          conversation_id: string;
          created_at?: string;
          id?: string;
          role: Database["public"]["Enums"]["message_role"];
          tenant_id: string;
        };
        Update: {
          content?: string;
          conversation_id?: string;
          created_at?: string;
          id?: string;
          role?: Database["public"]["Enums"]["message_role"];
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "messages_tenant_id_conversation_id_fkey";
            columns: ["tenant_id", "conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "messages_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      privacy_texts: {
        Row: {
          actor_email: string;
          actor_id: string;
          actor_name: string;
          created_at: string;
          language: string;
          tenant_id: string;
          texts: NonNullable<Json>;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          actor_email?: string;
          actor_id?: string;
          actor_name?: string;
          created_at?: string;
          language: string;
          tenant_id: string;
          texts: NonNullable<Json>;
          version?: number;
        };
        Update: {
          actor_email?: string;
          actor_id?: string;
          actor_name?: string;
          created_at?: string;
          language?: string;
          tenant_id?: string;
          texts?: NonNullable<Json>;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "privacy_texts_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      redaction_reasons: {
        Row: {
          created_at: string;
          id: string;
          reason: string;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          reason: string;
          tenant_id: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          reason?: string;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "redaction_reasons_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      redactions: {
        Row: {
          actor_id: string;
          actor_name: string;
          created_at: string;
          customer_id: string;
          id: string;
          reason: string;
          record_id: string | null;
          tenant_id: string;
          text_sha256: string | null;
          value: string | null;
          what: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string;
          actor_name?: string;
          created_at?: string;
          customer_id: string;
          id?: string;
          reason: string;
          record_id?: string | null;
          tenant_id: string;
          text_sha256?: string | null;
          value?: string | null;
          what: string;
        };
        Update: {
          actor_id?: string;
          actor_name?: string;
          created_at?: string;
          customer_id?: string;
          id?: string;
          reason?: string;
          record_id?: string | null;
          tenant_id?: string;
          text_sha256?: string | null;
          value?: string | null;
          what?: string;
        };
        Relationships: [
          {
            foreignKeyName: "redactions_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "redactions_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      replies: {
        Row: {
          author: string;
          body: string;
          conversation_id: string;
          created_at: string;
          id: string;
          is_internal: boolean;
          tenant_id: string;
        };
        ComputedFields: never;
        Insert: {
          author: string;
          body: string;
          conversation_id: string;
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          tenant_id: string;
        };
        Update: {
          author?: string;
          body?: string;
          conversation_id?: string;
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          tenant_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "replies_tenant_id_conversation_id_fkey";
            columns: ["tenant_id", "conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "replies_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
      tenants: {
        Row: {
          created_at: string;
          id: string;
          max_running_exports: number;
          name: string;
          slug: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          max_running_exports?: number;
          name: string;
          slug: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          max_running_exports?: number;
          name?: string;
          slug?: string;
        };
        Relationships: [];
      };
      ticket_notes: {
        Row: {
          author: string;
          body: string;
          created_at: string;
          id: string;
          tenant_id: string;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          author: string;
          body: string;
          created_at?: string;
          id?: string;
          tenant_id: string;
          ticket_id: string;
        };
        Update: {
          author?: string;
          body?: string;
          created_at?: string;
          id?: string;
          tenant_id?: string;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_notes_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_notes_tenant_id_ticket_id_fkey";
            columns: ["tenant_id", "ticket_id"];
            isOneToOne: false;
            referencedRelation: "tickets";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      ticket_replies: {
        Row: {
          author: string;
          body: string;
          created_at: string;
          id: string;
          tenant_id: string;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          author: string;
          body: string;
          created_at?: string;
          id?: string;
          tenant_id: string;
          ticket_id: string;
        };
        Update: {
          author?: string;
          body?: string;
          created_at?: string;
          id?: string;
          tenant_id?: string;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_replies_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_replies_tenant_id_ticket_id_fkey";
            columns: ["tenant_id", "ticket_id"];
            isOneToOne: false;
            referencedRelation: "tickets";
            referencedColumns: ["tenant_id", "id"];
          },
        ];
      };
      tickets: {
        Row: {
          assignee_id: string | null;
          conversation_id: string | null;
          created_at: string;
          customer_id: string | null;
          description: string | null;
          id: string;
          priority: Database["public"]["Enums"]["ticket_priority"];
          status: Database["public"]["Enums"]["ticket_status"];
          tenant_id: string;
          title: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          assignee_id?: string | null;
          conversation_id?: string | null;
          created_at?: string;
          customer_id?: string | null;
          description?: string | null;
          id?: string;
          priority?: Database["public"]["Enums"]["ticket_priority"];
          status?: Database["public"]["Enums"]["ticket_status"];
          tenant_id: string;
          title: string;
          updated_at?: string;
        };
        Update: {
          assignee_id?: string | null;
          conversation_id?: string | null;
          created_at?: string;
          customer_id?: string | null;
          description?: string | null;
          id?: string;
          priority?: Database["public"]["Enums"]["ticket_priority"];
          status?: Database["public"]["Enums"]["ticket_status"];
          tenant_id?: string;
          title?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "tickets_tenant_id_conversation_id_fkey";
            columns: ["tenant_id", "conversation_id"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "tickets_tenant_id_customer_id_fkey";
            columns: ["tenant_id", "customer_id"];
            isOneToOne: false;
            referencedRelation: "customers";
            referencedColumns: ["tenant_id", "id"];
          },
          {
            foreignKeyName: "tickets_tenant_id_fkey";
            columns: ["tenant_id"];
            isOneToOne: false;
            referencedRelation: "tenants";
            referencedColumns: ["id"];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      answer_preview: {
        Args: { contacts: string[]; workspace: string };
        Returns: {
          looked_at: string;
          preview: string;
        }[];
      };
      audit_actors: {
        Args: { workspace: string };
        Returns: {
          actor_email: string;
          actor_id: string;
          actor_name: string;
        }[];
      };
      count_customer_records: {
        Args: { customer: string; workspace: string };
        Returns: {
          conversations: number;
          entries: number;
          notes: number;
          tickets: number;
        }[];
      };
      count_export_rows: { Args: Record<PropertyKey, never>; Returns: number };
      count_workspace: {
        Args: { max_count: number; workspace: string };
        Returns: {
          contacts: number;
          conversations: number;
        }[];
      };
      customer_conversations: {
        Args: { before_created_at?: string; before_id?: string; customer: string; workspace: string };
        Returns: {
          created_at: string;
          entries: Json;
          entry_count: number;
          id: string;
          status: Database["public"]["Enums"]["conversation_status"];
          subject: string;
          summary: string;
          summary_bytes: number;
        }[];
      };
      customer_details: {
        Args: { customer: string; workspace: string };
        Returns: {
          account_id: string;
          account_name: string;
          churn_reasons: string;
          churn_reasons_bytes: number;
          churned_at: string;
          company: string;
          created_at: string;
          email: string;
          external_id: string;
          id: string;
          job_title: string;
          last_seen_at: string;
          metadata: string;
          metadata_bytes: number;
          name: string;
          notes: string;
          notes_bytes: number;
          phone: string;
          promoted_at: string;
          source: string;
          source_bot_id: string;
          source_conversation_id: string;
          type: Database["public"]["Enums"]["customer_type"];
        }[];
      };
      customer_tickets: {
        Args: { before_created_at?: string; before_id?: string; customer: string; workspace: string };
        Returns: {
          created_at: string;
          description: string;
          description_bytes: number;
          entries: Json;
          entry_count: number;
          id: string;
          priority: Database["public"]["Enums"]["ticket_priority"];
          status: Database["public"]["Enums"]["ticket_status"];
          title: string;
        }[];
      };
      describe_installation: {
        Args: { row_count?: number };
        Returns: {
          migration: string;
          postgres: string;
          read_at: string;
          statement_timeout: string;
        }[];
      };
      expire_stale_exports: { Args: { workspace: string }; Returns: undefined };
      export_answer: { Args: Record<PropertyKey, never>; Returns: unknown };
      export_audit_log: { Args: { after_seq?: number; until_seq?: number }; Returns: unknown };
      export_contact: { Args: { contact?: string }; Returns: unknown };
      export_contact_conversations: {
        Args: { after_created_at?: string; after_id?: string; contact?: string; max_rows?: number };
        Returns: unknown;
      };
      export_contact_summary: { Args: { contact?: string }; Returns: unknown };
      export_contact_tickets: {
        Args: { after_created_at?: string; after_id?: string; contact?: string; max_rows?: number };
        Returns: unknown;
      };
      export_contact_titles: {
        Args: { after_created_at?: string; after_id?: string; contact?: string; record: string };
        Returns: unknown;
      };
      export_contacts: {
        Args: { after_created_at?: string; after_id?: string; until_created_at?: string; until_id?: string };
        Returns: unknown;
      };
      export_conversation_children: {
        Args: { after_created_at?: string; after_id?: string; child: string; conversation: string };
        Returns: unknown;
      };
      export_conversation_rows: {
        Args: { after_created_at?: string; after_id?: string; until_created_at?: string; until_id?: string };
        Returns: unknown;
      };
      export_conversations: {
        Args: { after_created_at?: string; after_id?: string; until_created_at?: string; until_id?: string };
        Returns: unknown;
      };
      export_information: { Args: Record<PropertyKey, never>; Returns: unknown };
      export_range_boundaries: {
        Args: { after_created_at?: string; after_id?: string; max_boundaries?: number };
        Returns: unknown;
      };
      export_redactions: { Args: Record<PropertyKey, never>; Returns: unknown };
      export_ticket_children: {
        Args: { after_created_at?: string; after_id?: string; child: string; ticket: string };
        Returns: unknown;
      };
      export_transcript_rows: {
        Args: {
          after_child_created_at?: string;
          after_child_id?: string;
          after_created_at?: string;
          after_id?: string;
          child: string;
          until_created_at?: string;
          until_id?: string;
          within?: string;
        };
        Returns: unknown;
      };
      finish_export: {
        Args: {
          bytes_written: number;
          cells_cut?: Json;
          cells_guarded: number;
          counts: Json;
          differs?: boolean;
          failure?: Database["public"]["Enums"]["export_failure"];
          outcome: Database["public"]["Enums"]["export_status"];
          parts?: Json;
          receipt?: string;
          rows_written: number;
          sha256?: string;
        };
        Returns: boolean;
      };
      known_names: { Args: { candidates: string[]; contacts: string[]; workspace: string }; Returns: string[] };
      list_audit_entries: {
        Args: { max_entries?: number; of_export?: string; workspace: string };
        Returns: {
          action: string;
          actor_email: string;
          actor_id: string;
          actor_name: string;
          actor_role: Database["public"]["Enums"]["member_role"];
          created_at: string;
          details: Json;
          details_cut: boolean;
          hash: string;
          seq: number;
          target_id: string;
          target_type: string;
          tenant_id: string;
        }[];
      };
      list_audited_exports: {
        Args: {
          actor?: string;
          before_seq?: number;
          by_system?: boolean;
          from_day?: string;
          max_exports?: number;
          of_action?: string;
          of_entry?: number;
          of_file?: string;
          of_id?: string;
          to_day?: string;
          workspace: string;
          zone?: string;
        };
        Returns: {
          entries: Json;
          export_id: string;
          seq: number;
          status: Database["public"]["Enums"]["export_status"];
        }[];
      };
      list_export_parts: { Args: Record<PropertyKey, never>; Returns: Json };
      list_exports: {
        Args: {
          after_created_at?: string;
          after_id?: string;
          max_rows?: number;
          of_kind?: Database["public"]["Enums"]["export_kind"];
          of_status?: Database["public"]["Enums"]["export_status"];
          oldest_first?: boolean;
          workspace: string;
        };
        Returns: {
          actor_email: string;
          actor_id: string;
          actor_name: string;
          actor_role: Database["public"]["Enums"]["member_role"];
          answer: NonNullable<Json>;
          attempt: number;
          bytes_written: number;
          cancelled_by: string | null;
          cells_cut: Json | null;
          cells_guarded: number;
          compress: Database["public"]["Enums"]["export_compression"] | null;
          counts: Json | null;
          created_at: string;
          cutoff_at: string | null;
          cutoff_seq: number | null;
          expires_at: string | null;
          failure: Database["public"]["Enums"]["export_failure"] | null;
          file_attempt: number;
          finished_at: string | null;
          format: Database["public"]["Enums"]["export_format"];
          heartbeat_at: string | null;
          id: string;
          include_notes: boolean;
          ip: string | null;
          is_part: boolean;
          kind: Database["public"]["Enums"]["export_kind"];
          receipt: string | null;
          remark_count: number | null;
          resumed_at: string | null;
          resumed_from: number | null;
          rows_total: number | null;
          rows_written: number;
          scope: NonNullable<Json>;
          sha256: string | null;
          started_at: string | null;
          status: Database["public"]["Enums"]["export_status"];
          target_id: string | null;
          tenant_id: string;
          token_hash: string | null;
          user_agent: string | null;
        }[];
        SetofOptions: {
          from: "*";
          to: "exports";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      my_workspaces: {
        Args: { only_slug?: string };
        Returns: {
          display_name: string;
          id: string;
          name: string;
          owner_name: string;
          role: Database["public"]["Enums"]["member_role"];
          slug: string;
        }[];
      };
      open_export: {
        Args: { export_id: string; from_byte?: number; token_hash: string };
        Returns: {
          actor_email: string;
          actor_id: string;
          actor_name: string;
          attempt: number;
          compress: Database["public"]["Enums"]["export_compression"];
          file_attempt: number;
          format: Database["public"]["Enums"]["export_format"];
          include_notes: boolean;
          kind: Database["public"]["Enums"]["export_kind"];
          resumed_from: number;
          scope: Json;
          slug: string;
          started_at: string;
          status: Database["public"]["Enums"]["export_status"];
          target_id: string;
          workspace_id: string;
          workspace_name: string;
        }[];
      };
      preview_export: {
        Args: {
          format: Database["public"]["Enums"]["export_format"];
          include_notes: boolean;
          kind: Database["public"]["Enums"]["export_kind"];
          max_count: number;
          max_rows: number;
          scope: Json;
          workspace: string;
        };
        Returns: {
          body: string;
          is_estimate: boolean;
          row_count: number;
          rows: number;
        }[];
      };
      release_sign_in_attempt: { Args: { account: string; account_and_ip: string; ip: string }; Returns: undefined };
      report_progress: {
        Args: { bytes_written: number; differs?: boolean; parts?: Json; rows_total?: number; rows_written: number };
        Returns: boolean;
      };
      reserve_sign_in_attempt: { Args: { account: string; account_and_ip: string; ip: string }; Returns: number };
      same_person: {
        Args: { customer: string; workspace: string };
        Returns: {
          created_at: string;
          email: string;
          id: string;
          name: string;
          phone: string;
          same_email: boolean;
          same_phone: boolean;
          type: Database["public"]["Enums"]["customer_type"];
        }[];
      };
      search_customers: {
        Args: {
          before_created_at?: string;
          before_id?: string;
          page_rows?: number;
          search?: string;
          types: Database["public"]["Enums"]["customer_type"][];
          workspace: string;
        };
        Returns: {
          company: string;
          created_at: string;
          email: string;
          id: string;
          last_seen_at: string;
          name: string;
          type: Database["public"]["Enums"]["customer_type"];
        }[];
      };
      started_exports: {
        Args: {
          max_rows?: number;
          of_kind: Database["public"]["Enums"]["export_kind"];
          of_status?: Database["public"]["Enums"]["export_status"];
          parts?: boolean;
          target?: string;
          workspace: string;
        };
        Returns: {
          actor_email: string;
          actor_id: string;
          actor_name: string;
          actor_role: Database["public"]["Enums"]["member_role"];
          answer: NonNullable<Json>;
          attempt: number;
          bytes_written: number;
          cancelled_by: string | null;
          cells_cut: Json | null;
          cells_guarded: number;
          compress: Database["public"]["Enums"]["export_compression"] | null;
          counts: Json | null;
          created_at: string;
          cutoff_at: string | null;
          cutoff_seq: number | null;
          expires_at: string | null;
          failure: Database["public"]["Enums"]["export_failure"] | null;
          file_attempt: number;
          finished_at: string | null;
          format: Database["public"]["Enums"]["export_format"];
          heartbeat_at: string | null;
          id: string;
          include_notes: boolean;
          ip: string | null;
          is_part: boolean;
          kind: Database["public"]["Enums"]["export_kind"];
          receipt: string | null;
          remark_count: number | null;
          resumed_at: string | null;
          resumed_from: number | null;
          rows_total: number | null;
          rows_written: number;
          scope: NonNullable<Json>;
          sha256: string | null;
          started_at: string | null;
          status: Database["public"]["Enums"]["export_status"];
          target_id: string | null;
          tenant_id: string;
          token_hash: string | null;
          user_agent: string | null;
        }[];
        SetofOptions: {
          from: "*";
          to: "exports";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      thread_entries: {
        Args: {
          before_created_at?: string;
          before_id?: string;
          customer: string;
          parent: string;
          parent_type: string;
          workspace: string;
        };
        Returns: {
          author: string;
          bytes: number;
          created_at: string;
          id: string;
          is_last: boolean;
          kind: string;
          text: string;
        }[];
      };
      verify_audit_log: {
        Args: { after_hash?: string; after_seq?: number; workspace: string };
        Returns: {
          checked: number;
          last_hash: string;
          last_seq: string;
          problem_count: number;
          problems: Json;
          since: string;
        }[];
      };
      verify_audited_exports: {
        Args: { after_created_at?: string; after_id?: string; workspace: string };
        Returns: {
          checked: number;
          last_created_at: string;
          last_id: string;
          problem_count: number;
          problems: Json;
        }[];
      };
    };
    Enums: {
      conversation_status: "open" | "assigned" | "waiting" | "resolved";
      customer_type: "lead" | "contact" | "former_customer" | "visitor";
      export_compression: "gzip";
      export_failure:
        | "client_disconnected"
        | "client_idle"
        | "server_stopped"
        | "server_lost"
        | "deadline"
        | "time_limit"
        | "database_unavailable"
        | "actor_demoted"
        | "contact_deleted"
        | "already_ended"
        | "never_downloaded"
        | "not_joinable"
        | "answer_changed"
        | "internal";
      export_format: "csv" | "csv-excel" | "csv-semicolon" | "csv-exact" | "json" | "ndjson" | "xlsx" | "html" | "zip";
      export_kind: "contacts" | "conversations" | "contact" | "audit_log";
      export_status: "pending" | "running" | "completed" | "failed" | "interrupted" | "cancelled" | "expired";
      member_role: "owner" | "admin" | "member";
      message_role: "user" | "assistant" | "tool";
      ticket_priority: "low" | "medium" | "high" | "urgent";
      ticket_status: "open" | "in_progress" | "waiting" | "resolved" | "closed";
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      conversation_status: ["open", "assigned", "waiting", "resolved"],
      customer_type: ["lead", "contact", "former_customer", "visitor"],
      export_compression: ["gzip"],
      export_failure: [
        "client_disconnected",
        "client_idle",
        "server_stopped",
        "server_lost",
        "deadline",
        "time_limit",
        "database_unavailable",
        "actor_demoted",
        "contact_deleted",
        "already_ended",
        "never_downloaded",
        "not_joinable",
        "answer_changed",
        "internal",
      ],
      export_format: ["csv", "csv-excel", "csv-semicolon", "csv-exact", "json", "ndjson", "xlsx", "html", "zip"],
      export_kind: ["contacts", "conversations", "contact", "audit_log"],
      export_status: ["pending", "running", "completed", "failed", "interrupted", "cancelled", "expired"],
      member_role: ["owner", "admin", "member"],
      message_role: ["user", "assistant", "tool"],
      ticket_priority: ["low", "medium", "high", "urgent"],
      ticket_status: ["open", "in_progress", "waiting", "resolved", "closed"],
    },
  },
} as const;
