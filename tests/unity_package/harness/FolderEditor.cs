using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Spark.Tools;

// An editor that only keeps .meta files, as Unity does; what was asked of it is written down.
public sealed class FolderEditor : IEditor
{
    public readonly HashSet<string> unsaved = new HashSet<string>();
    public readonly List<string> said = new List<string>();
    private readonly string root;

    public FolderEditor(string root) { this.root = root; }

    public void Change(string path, Action change)
    {
        if (unsaved.Contains(path))
        {
            throw Refusal.Conflict(path, path + " is not saved.", null, null, "Save it.");
        }
        said.Add("change " + path);
        change();
    }

    public void Import(string path)
    {
        said.Add("import " + path);
        var meta = Path.Combine(root, path + ".meta");
        if (!File.Exists(meta))
        {
            File.WriteAllText(meta, "fileFormatVersion: 2\nguid: " + System.Guid.NewGuid().ToString("N") + "\n");
        }
    }

    public void Delete(string path)
    {
        said.Add("delete " + path);
        var place = Path.Combine(root, path);
        if (Directory.Exists(place)) { Directory.Delete(place); } else { File.Delete(place); }
        File.Delete(place + ".meta");
    }

    public bool IsGuidFree(string guid)
    {
        return !Directory.GetFiles(Path.Combine(root, "Assets"), "*.meta", SearchOption.AllDirectories)
            .Any(meta => File.ReadAllText(meta).Contains(guid));
    }
}

// A line of JSON is a call, {"tool", "given"}; the line that answers it is {"data"} or {"refused"}.
public static class Calls
{
    private static string root;
    private static FolderEditor editor;
    private static FileTools files;

    public static void Main(string[] words)
    {
        Console.InputEncoding = Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        Open(words[0]);
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            var call = JObject.Parse(line);
            Console.WriteLine(Answered((string)call["tool"], (JObject)call["given"]).ToString(Formatting.None));
        }
    }

    private static JToken Open(string project)
    {
        root = project;
        editor = new FolderEditor(root);
        files = new FileTools(new ProjectFolder(root, editor));
        return null;
    }

    private static JObject Answered(string tool, JObject given)
    {
        try
        {
            return new JObject { { "data", Carried(tool, given) } };
        }
        catch (Refusal refusal)
        {
            return new JObject { { "refused", refusal.ToJson() } };
        }
    }

    private static JToken Carried(string tool, JObject given)
    {
        switch (tool)
        {
            case "generate_script": return files.GenerateScript(given);
            case "apply_patch": return files.ApplyPatch(given);
            case "ingest_asset": return files.IngestAsset(given);
            case "read_file": return files.ReadFile(given);
            case "render_preview": return new JArray(Asked(new PreviewRequest(given)));
            case "project": return Open((string)given["root"]);
            case "unsaved": editor.unsaved.Add((string)given["path"]); return null;
            case "said": return Said();
            case "run_build": return Jobs("this", given).Run(given, target => target != "iOS").ToAnswer();
            case "get_build_status": return Jobs("this", given).Status(given).ToAnswer();
            case "begin": return Begun((string)given["owner"], Jobs((string)given["owner"], given));
            case "loaded": Jobs((string)given["owner"], given).EndLost(); return null;
            default: throw new ArgumentException(tool);
        }
    }

    private static object[] Asked(PreviewRequest request)
    {
        return new object[] { request.Width, request.Height, request.Scene, request.Camera, request.Format, request.Seconds };
    }

    private static JArray Said()
    {
        var said = new JArray(editor.said);
        editor.said.Clear();
        return said;
    }

    private static BuildJobs Jobs(string owner, JObject given)
    {
        return new BuildJobs(Path.Combine(root, "Library/SparkBuilds"), owner, other => other == "alive" || other == owner);
    }

    private static JToken Begun(string owner, BuildJobs jobs)
    {
        var job = jobs.Next();
        if (job == null)
        {
            return null;
        }
        jobs.Begin(job);
        return job.Id;
    }
}
