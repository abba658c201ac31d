// A line of JSON is a call of a tool, or an order to the small editor; its answer is a line too.
using System;
using System.Linq;
using System.Reflection;
using MCPForUnity.Editor.Tools;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using UnityEditor;
using UnityEngine;
using UnityEngine.SceneManagement;

public static class Program
{
    public static void Main(string[] words)
    {
        Console.InputEncoding = Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        Model.root = words[0];
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            var call = JObject.Parse(line);
            var answer = JsonConvert.SerializeObject(Carried((string)call["tool"], (JObject)call["given"]));
            Console.WriteLine(call["raw"] != null ? answer : Read(answer));
        }
    }

    // The answer of a tool as others are answered: {"data"} or {"refused"}.
    private static string Read(string answer)
    {
        var said = JToken.Parse(answer) as JObject ?? new JObject { { "success", true }, { "data", JToken.Parse(answer) } };
        return new JObject { { (bool)said["success"] ? "data" : "refused", said["data"] } }.ToString(Formatting.None);
    }

    private static object Carried(string tool, JObject given)
    {
        switch (tool)
        {
            case "tools": return ToolList.All();
            case "clear": Clear(); return null;
            case "asset": Assets.Add(given); return null;
            case "camera": Shown.cameras.Add(given.ToObject<Camera>()); return null;
            case "canvas": Shown.canvases.Add(Made(given)); return null;
            case "panels": Shown.panels = (int)given["count"]; return null;
            case "picture_bytes": Shown.picture = new byte[(int)given["count"]]; return null;
            case "breaks": Shown.breaks = true; return null;
            case "blind": Shown.blind = true; return null;
            case "drawn": return Shown.drawn;
            case "state": return Shown.State().Concat(new[] { RenderTexture.lent + " lent" });
            case "open": Model.scenes = given["scenes"].Select(Open).ToList(); return null;
            case "prefab": Model.prefab = (string)given["path"]; return null;
            case "dirty": Model.dirty.Add((string)given["path"]); return null;
            case "playing": Model.playing = (bool)given["on"]; return null;
            case "compiling": EditorApplication.isCompiling = (bool)given["on"]; return null;
            case "build_scenes": EditorBuildSettings.scenes = given["paths"].Select(Ticked).ToArray(); return null;
            case "next_build": Planned.result = (string)given["result"]; return null;
            case "tick": Model.Tick(); return null;
            case "reload": Reload(); return null;
            case "said": var said = Model.said.ToArray(); Model.said.Clear(); return said;
            case "seen": return Planned.seen.Select(JObject.Parse).ToArray();
            default: return Handler(tool).Invoke(null, new object[] { given });
        }
    }

    // A project in which nothing has happened, in the same place: Unity keeps the place as long as it runs.
    private static void Clear()
    {
        foreach (var folder in new[] { "Assets", "Library" }.Select(Model.In).Where(System.IO.Directory.Exists))
        {
            System.IO.Directory.Delete(folder, true);
        }
        System.IO.Directory.CreateDirectory(Model.In("Assets"));
        Model.said.Clear();
        Model.known.Clear();
        Model.dirty.Clear();
        Model.scenes.Clear();
        Model.prefab = null;
        Model.playing = EditorApplication.isCompiling = false;
        EditorApplication.delayCall = null;
        EditorBuildSettings.scenes = new EditorBuildSettingsScene[0];
        Planned.result = "Succeeded";
        Planned.seen.Clear();
        Shown.Clear();
        Assets.Clear();
    }

    private static Canvas Made(JObject given)
    {
        return new Canvas
        {
            name = (string)given["name"],
            renderMode = (RenderMode)Enum.Parse(typeof(RenderMode), (string)given["mode"] ?? "ScreenSpaceOverlay"),
            parent = Shown.canvases.FirstOrDefault(other => other.name == (string)given["below"]),
            overrideSorting = given["below"] != null,
            sortingOrder = (int)given["order"],
        };
    }

    private static Scene Open(JToken scene)
    {
        return new Scene { path = (string)scene["path"], isDirty = (bool)scene["dirty"] };
    }

    private static EditorBuildSettingsScene Ticked(JToken path)
    {
        return new EditorBuildSettingsScene { path = (string)path, enabled = true };
    }

    private static void Reload()
    {
        EditorApplication.delayCall = null;
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var method in Assembly.GetExecutingAssembly().GetTypes().SelectMany(type => type.GetMethods(Any)))
        {
            if (method.GetCustomAttribute<InitializeOnLoadMethodAttribute>() != null) { method.Invoke(null, null); }
        }
    }

    private static MethodInfo Handler(string tool)
    {
        return Assembly.GetExecutingAssembly().GetTypes()
            .Single(type => type.GetCustomAttribute<McpForUnityToolAttribute>()?.Name == "spark_" + tool)
            .GetMethod("HandleCommand");
    }
}
